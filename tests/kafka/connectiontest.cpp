#include "kafka/connectiontest.h"

#include "bus/admin.h"
#include "bus/connectiontrouble.h"
#include "bus/producer.h"
#include "kafka/reader.h"
#include "support/kafkatopic.h"
#include "support/tls.h"
#include "support/waiting.h"

#include <QTest>

#include <array>
#include <thread>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using rig::ErrorKind;
using rig::settings::BusSettings;

namespace {

const std::string password = "s3cret-word";

template <class Change> BusSettings tlsBroker(Change change)
{
    BusSettings settings = rig::test::tlsBroker();
    change(settings);
    return settings;
}

BusSettings withUser(std::string servers)
{
    BusSettings settings;
    settings.servers = std::move(servers);
    settings.username = "operator";
    settings.password = password;
    return settings;
}

/// Answers whatever comes as a web server does.
class WebServer
{
public:
    WebServer()
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto *const named = reinterpret_cast<sockaddr *>(&address);
        if (::bind(m_listener, named, size) == 0 && ::listen(m_listener, 8) == 0 &&
            ::getsockname(m_listener, named, &size) == 0)
            m_port = ntohs(address.sin_port);
        m_thread = std::jthread([this](const std::stop_token &stop) { answer(stop); });
    }
    ~WebServer()
    {
        m_thread = {};
        ::close(m_listener);
    }
    WebServer(const WebServer &) = delete;
    WebServer &operator=(const WebServer &) = delete;

    std::string address() const { return "127.0.0.1:" + std::to_string(m_port); }

private:
    void answer(const std::stop_token &stop) const
    {
        constexpr std::string_view refusal = "HTTP/1.1 400 Bad Request\r\n\r\n";
        while (!stop.stop_requested()) {
            pollfd waiting{m_listener, POLLIN, 0};
            if (::poll(&waiting, 1, 50) < 1)
                continue;
            const int client = ::accept(m_listener, nullptr, nullptr);
            std::array<char, 4096> request{};
            if (::recv(client, request.data(), request.size(), 0) > 0)
                ::send(client, refusal.data(), refusal.size(), MSG_NOSIGNAL);
            ::close(client);
        }
    }

    int m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int m_port = 0;
    std::jthread m_thread;
};

} // namespace

Q_DECLARE_METATYPE(BusSettings)
Q_DECLARE_METATYPE(ErrorKind)

void ConnectionTest::initTestCase()
{
    RIG_NEEDS_BROKER();
}

void ConnectionTest::shouldWriteAndReadOverTls()
{
    const rig::test::KafkaTopic topic(1);
    const BusSettings settings = tlsBroker([&](BusSettings &broker) { broker.topic = topic.name(); });
    const auto sink = rig::bus::openSink(settings);
    QVERIFY(sink);
    QVERIFY((*sink)->write({topic.name(), "A", "over TLS", rig::Origin::simulated, {}}, 1s));
    const rig::Done flushed = (*sink)->flush(10s);
    QVERIFY2(flushed, qPrintable(flushed ? QString() : flushed.error().sentence));
    rig::test::Reader reader(settings, {"rig-" + topic.name(), "one"});
    QVERIFY(reader.pollUntil([&] { return reader.records.size() == 1; }));
    QCOMPARE(reader.records[0].payload, "over TLS");
    // It is one broker, whichever way it is reached.
    QCOMPARE(rig::bus::identify(settings)->cluster, rig::bus::identify(topic.settings())->cluster);
}

void ConnectionTest::shouldSayWhichSettingToChange_data()
{
    QTest::addColumn<BusSettings>("settings");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("setting");
    QTest::addColumn<QString>("place");

    BusSettings nobody;
    nobody.servers = "127.0.0.1:1";
    QTest::newRow("nobody listens") << nobody << ErrorKind::unavailable << u"KAFKA_BROKER_URL"_s
                                    << u"127.0.0.1:1"_s;
    BusSettings unknown;
    unknown.servers = "broker.invalid:9092";
    QTest::newRow("unknown host") << unknown << ErrorKind::unavailable << u"KAFKA_BROKER_URL"_s
                                  << u"broker.invalid:9092"_s;
    const std::string plain = qEnvironmentVariable("KAFKA_BROKER_URL").toStdString();
    QTest::newRow("TLS to a plain-text port")
        << withUser(plain) << ErrorKind::refused << u"KAFKA_SSL_CA"_s
        << u"on %1 does not answer in TLS"_s.arg(QString::fromStdString(plain));

    const QString port = QString::fromStdString(rig::test::tlsBroker().servers).section(u':', 1);
    QTest::newRow("plain text to a TLS port")
        << tlsBroker([](BusSettings &broker) { broker.username.clear(); }) << ErrorKind::unavailable
        << u"KAFKA_BROKER_URL"_s << port;
    QTest::newRow("an address from a file") <<
        [](BusSettings broker) {
            broker.names.servers = u"bus.servers in /srv/settings.json"_s;
            return broker;
        }(nobody) << ErrorKind::unavailable << u"bus.servers in /srv/settings.json"_s
                                            << u"127.0.0.1:1"_s;
    QTest::newRow("wrong password") << tlsBroker([](BusSettings &broker) { broker.password = password; })
                                    << ErrorKind::refused << u"KAFKA_SASL_USERNAME"_s << u"'rig'"_s;
    QTest::newRow("a mechanism that the broker does not offer")
        << tlsBroker([](BusSettings &broker) { broker.mechanism = "SCRAM-SHA-512"; }) << ErrorKind::refused
        << u"KAFKA_SASL_MECHANISM"_s << u"PLAIN"_s;
    QTest::newRow("signed by somebody else")
        << tlsBroker([](BusSettings &broker) { broker.caFile = rig::test::otherAuthority(); })
        << ErrorKind::refused << u"KAFKA_SSL_CA"_s << u"signed by nobody who is trusted here"_s;
    QTest::newRow("an address that is not in the certificate")
        << tlsBroker([&](BusSettings &broker) { broker.servers = "127.0.0.1:" + port.toStdString(); })
        << ErrorKind::refused << u"KAFKA_BROKER_URL"_s << u"is for another host name"_s;
    QTest::newRow("a certificate that has expired") << tlsBroker([](BusSettings &broker) {
        broker.servers = qEnvironmentVariable("RIG_TEST_KAFKA_EXPIRED_URL").toStdString();
    }) << ErrorKind::refused << u"KAFKA_BROKER_URL"_s
                                                    << u"has expired"_s;
}

void ConnectionTest::shouldSayWhichSettingToChange()
{
    QFETCH(BusSettings, settings);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, setting);
    QFETCH(QString, place);

    rig::test::Reader reader(settings, {"rig-test", "one"});
    // Not the first: the name may stand for another address as well, where nobody listens.
    QVERIFY(reader.pollUntil([&] { return reader.trouble && reader.trouble->sentence.contains(place); }));
    const auto sink = rig::bus::openSink(settings);
    QVERIFY(sink);
    QVERIFY((*sink)->write({"any", {}, "x", rig::Origin::simulated, {}}, 1s));
    // A broker lets a refused log-in wait.
    const auto says = [&](const auto &answer) { return !answer && answer.error().sentence.contains(place); };
    rig::Done flushed = (*sink)->flush(1500ms);
    static_cast<void>(
        rig::test::waitUntil([&] { return says(flushed) || says(flushed = (*sink)->flush(1500ms)); }, 10s));
    QVERIFY(!flushed);
    auto cluster = rig::bus::identify(settings, 1500ms);
    static_cast<void>(rig::test::waitUntil(
        [&] { return says(cluster) || says(cluster = rig::bus::identify(settings, 5s)); }, 10s));
    QVERIFY(!cluster);

    QCOMPARE(flushed.error().kind, ErrorKind::unavailable); // the message still waits
    for (const rig::Error &error : {*reader.trouble, cluster.error()}) {
        QCOMPARE(error.kind, kind);
        QCOMPARE(error.setting, setting);
    }
    for (const QString &sentence :
         {reader.trouble->sentence, cluster.error().sentence, flushed.error().sentence}) {
        QVERIFY2(sentence.contains(setting) && sentence.contains(place), qPrintable(sentence));
        QVERIFY2(!sentence.contains(QString::fromStdString(password)), qPrintable(sentence));
        QVERIFY2(setting == u"KAFKA_BROKER_URL"_s || !sentence.contains(u"is KAFKA_BROKER_URL"_s),
                 qPrintable(sentence));
    }
}

void ConnectionTest::shouldSayThatAnotherServerAnswers()
{
    const WebServer server;
    BusSettings settings;
    settings.servers = server.address();
    settings.names.servers = u"bus.servers in /srv/settings.json"_s;
    rig::test::Reader reader(settings, {"rig-test", "one"});
    QVERIFY(reader.pollUntil([&] { return reader.trouble.has_value(); }));
    const auto cluster = rig::bus::identify(settings, 3s);
    QVERIFY(!cluster);
    for (const rig::Error &error : {*reader.trouble, cluster.error()}) {
        QCOMPARE(error.kind, ErrorKind::unavailable);
        QCOMPARE(error.setting, settings.names.servers);
        QVERIFY2(error.sentence.contains(
                     u"at %1 is no Kafka broker"_s.arg(QString::fromStdString(settings.servers))) &&
                     error.sentence.contains(settings.names.servers) &&
                     !error.sentence.contains(u"receive.message"_s),
                 qPrintable(error.sentence));
    }
}

void ConnectionTest::shouldSayThatThePortMayWantTls()
{
    BusSettings plain = rig::test::tlsBroker();
    plain.username.clear();
    const auto cluster = rig::bus::identify(plain, 3s);
    QVERIFY(!cluster);
    QVERIFY2(cluster.error().sentence.contains(u"set KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD"_s),
             qPrintable(cluster.error().sentence));
    const auto tls = rig::bus::identify(withUser(qgetenv("KAFKA_BROKER_URL").toStdString()), 3s);
    QVERIFY(!tls);
    QVERIFY2(tls.error().sentence.contains(u"take KAFKA_SASL_USERNAME and the password away"_s),
             qPrintable(tls.error().sentence));
}

void ConnectionTest::shouldKeepWhatAnAddressAnsweredWhileAnotherIsSilent()
{
    BusSettings settings = rig::test::tlsBroker();
    settings.username.clear();
    const rig::bus::BrokerErrors errors(settings);
    rig::bus::ConnectionTrouble trouble(errors);
    const auto heard = [&](const char *detail, std::chrono::seconds at) {
        trouble.hear(RD_KAFKA_RESP_ERR__TRANSPORT, detail, 0, at);
        return trouble.known()->sentence;
    };
    const char *const silent = "localhost:9093/1: Connect to ipv6#[::1]:9093 failed: Connection refused";
    const char *const lost = "localhost:9093/1: Disconnected (after 5058ms in state UP)";
    const char *const guessed =
        "localhost:9093/1: Disconnected while requesting ApiVersion: might be caused by "
        "incorrect security.protocol configuration (connecting to a SSL listener?)";
    const QString advice = u"set KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD"_s;
    QVERIFY(heard(lost, 0s).contains(u"Disconnected"_s));
    QVERIFY(heard(silent, 1s).contains(u"refused"_s));
    QVERIFY(heard(guessed, 2s).contains(advice));
    QVERIFY(heard(silent, 3s).contains(advice));
    QVERIFY(heard(lost, 3s).contains(advice));
    trouble.hear(RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN, "1/1 brokers are down", 0, 3s);
    QVERIFY(trouble.known()->sentence.contains(advice));
    QVERIFY(heard(silent, 31s).contains(advice));
    // By then it would have answered again.
    QVERIFY(heard(silent, 33s).contains(u"refused"_s));
    QVERIFY(heard(guessed, 34s).contains(advice));
    trouble.clear();
    QVERIFY(heard(silent, 35s).contains(u"refused"_s));
}

void ConnectionTest::shouldRefuseUnusableSettings_data()
{
    QTest::addColumn<BusSettings>("settings");
    QTest::addColumn<QString>("setting");

    QTest::newRow("no broker") << BusSettings() << u"KAFKA_BROKER_URL"_s;
    BusSettings mechanism = withUser("127.0.0.1:1");
    mechanism.mechanism = "TELEPATHY";
    QTest::newRow("unknown mechanism") << mechanism << u"KAFKA_SASL_MECHANISM"_s;
    BusSettings certificates = withUser("127.0.0.1:1");
    certificates.caFile = "/nowhere/ca.pem";
    QTest::newRow("no certificates") << certificates << u"KAFKA_SSL_CA"_s;
}

void ConnectionTest::shouldRefuseUnusableSettings()
{
    QFETCH(BusSettings, settings);
    QFETCH(QString, setting);
    const auto sink = rig::bus::openSink(settings);
    QVERIFY(!sink);
    QCOMPARE(sink.error().kind, ErrorKind::badConfiguration);
    QCOMPARE(sink.error().setting, setting);
    QVERIFY2(sink.error().sentence.contains(setting), qPrintable(sink.error().sentence));
    QVERIFY(!sink.error().sentence.contains(QString::fromStdString(password)));
}
