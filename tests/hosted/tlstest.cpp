#include "support/tls.h"
#include "hosted/tests.h"
#include "spine/world.h"
#include "support/waiting.h"

#include <QUrl>

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;
using rig::settings::BusSettings;

namespace {

const std::string wrongPassword = "s3cret-word";

/// The broker with the program's own default: SASL_SSL and SCRAM-SHA-256.
BusSettings scramBroker()
{
    BusSettings broker = tlsBroker();
    broker.mechanism = BusSettings().mechanism;
    return broker;
}

void use(Installation &installation, const BusSettings &broker)
{
    const auto set = [&](const QString &variable, const std::string &value) {
        installation.set(variable, QString::fromStdString(value));
    };
    set(u"KAFKA_BROKER_URL"_s, broker.servers);
    set(u"KAFKA_SASL_USERNAME"_s, broker.username);
    set(u"KAFKA_SASL_PASSWORD"_s, broker.password);
    set(u"KAFKA_SASL_MECHANISM"_s, broker.mechanism);
    set(u"KAFKA_SSL_CA"_s, broker.caFile);
}

std::vector<Message> readings(int count)
{
    std::vector<Message> messages;
    for (int i = 0; i < count; ++i)
        messages.push_back(reading(i % 2 == 0 ? "A" : "B", {{"rpm", i}}, now()));
    return messages;
}

/// The tests' PostgreSQL shows a certificate that has expired for as long as this lives.
class ExpiredDatabase
{
public:
    ExpiredDatabase()
    {
        const std::string certificate = qEnvironmentVariable("RIG_TEST_PG_EXPIRED").toStdString();
        const std::string key = certificate.substr(0, certificate.rfind('.')) + ".key";
        show(certificate, key);
    }
    ~ExpiredDatabase()
    {
        const std::string directory = qEnvironmentVariable("RIG_TEST_PG_SOCKET").toStdString();
        show(directory + "/tls.pem", directory + "/tls.key");
    }
    Q_DISABLE_COPY_MOVE(ExpiredDatabase)

private:
    static void show(const std::string &certificate, const std::string &key)
    {
        Sql admin(adminUrl());
        admin.run("alter system set ssl_cert_file = '" + certificate + "'");
        admin.run("alter system set ssl_key_file = '" + key + "'");
        admin.run("select pg_reload_conf()");
        // It is the server's first process that reads them, in its own time.
        waitUntil([&] { return Sql(adminUrl()).text("show ssl_cert_file") == certificate; }, 5s);
    }
};

} // namespace

Q_DECLARE_METATYPE(BusSettings)

/// Has its servers for itself: their certificates change here.
class TlsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        RIG_NEEDS_BROKER();
        m_world = std::make_unique<World>();
        m_world->importDemo();
    }
    void cleanupTestCase() { m_world.reset(); }

    void shouldKeepAndJudgeWithScram()
    {
        World &world = *m_world;
        use(world.installation, scramBroker());
        const auto node = world.installation.startNode();
        world.send(readings(500));
        RIG_VERIFY_STORED(world);
        QVERIFY(awaitReader("judge", world.database, world.topic.name(), world.producer.messages(), 30s));
        const Outcome status = world.installation.run({u"status"_s});
        RIG_VERIFY_DONE(status);
        QCOMPARE(node->stop(), 0);
        const std::string &secret = scramBroker().password;
        QCOMPARE(world.installation.filesWith(secret), QStringList());
        QVERIFY(!(status.out + status.err).contains(QString::fromStdString(secret)));
    }

    void shouldSayWhyTheBrokerIsNotUsedAndGoOnOnceItIsMended_data()
    {
        QTest::addColumn<BusSettings>("broker");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const QString &reason, const auto &change) {
            BusSettings broker = scramBroker();
            change(broker);
            QTest::newRow(name) << broker << reason;
        };
        const auto port = [](const std::string &server) { return server.substr(server.find(':')); };
        row("wrong password", u"refuses the user 'rig'"_s,
            [](BusSettings &broker) { broker.password = wrongPassword; });
        row("signed by somebody else", u"is signed by nobody who is trusted here. Check KAFKA_SSL_CA"_s,
            [](BusSettings &broker) { broker.caFile = otherAuthority(); });
        row("for another host name", u"is for another host name, so it is not trusted"_s,
            [&](BusSettings &broker) { broker.servers = "127.0.0.1" + port(broker.servers); });
        row("expired", u"has expired, so it is not trusted"_s, [](BusSettings &broker) {
            broker.servers = qEnvironmentVariable("RIG_TEST_KAFKA_EXPIRED_URL").toStdString();
        });
        row("plain text to a TLS port", u"Where its port expects TLS, set KAFKA_SASL_USERNAME"_s,
            [](BusSettings &broker) { broker.username.clear(), broker.password.clear(); });
        row("TLS to a plain-text port", u"does not answer in TLS"_s, [](BusSettings &broker) {
            broker.servers = qEnvironmentVariable("KAFKA_BROKER_URL").toStdString();
        });
    }

    void shouldSayWhyTheBrokerIsNotUsedAndGoOnOnceItIsMended()
    {
        QFETCH(BusSettings, broker);
        QFETCH(QString, reason);
        World &world = *m_world;
        use(world.installation, broker);
        world.send(readings(5));
        auto node = world.installation.startNode();
        QVERIFY2(node->says(reason, 20s), qPrintable(node->said()));
        QCOMPARE(node->stop(), 0);
        QVERIFY(!differences(world.database.sql(), world.topic.name(), world.producer.messages()).isEmpty());
        if (!broker.password.empty()) {
            QVERIFY(!node->said().contains(QString::fromStdString(broker.password)));
            QCOMPARE(world.installation.filesWith(broker.password), QStringList());
        }
        use(world.installation, scramBroker());
        node = world.installation.startNode();
        RIG_VERIFY_STORED(world);
        QCOMPARE(node->stop(), 0);
    }

    void shouldUseTheDatabaseOverTls_data()
    {
        QTest::addColumn<QString>("parameters");
        QTest::addColumn<bool>("byNumber"); // which stands in no certificate
        QTest::addColumn<bool>("noticed");
        const QString ca = u"&sslrootcert="_s + QString::fromStdString(certificateAuthority());
        QTest::newRow("require") << u"sslmode=require"_s << true << true;
        QTest::newRow("verify-ca") << u"sslmode=verify-ca"_s + ca << true << false;
        QTest::newRow("verify-full") << u"sslmode=verify-full"_s + ca << false << false;
    }

    void shouldUseTheDatabaseOverTls()
    {
        QFETCH(QString, parameters);
        QFETCH(bool, byNumber);
        QFETCH(bool, noticed);
        World &world = *m_world;
        useDatabase(parameters, byNumber);
        const QString notice = u"is not verified: sslmode=require encrypts and asks nobody who answers"_s;
        const Outcome migrated = world.installation.run({u"migrate"_s});
        QVERIFY2(migrated.exitCode == 0, qPrintable(migrated.err));
        QVERIFY2(migrated.err.contains(notice) == noticed, qPrintable(migrated.err));
        const auto node = world.installation.startNode();
        world.send(readings(50));
        RIG_VERIFY_STORED(world);
        QCOMPARE(world.database.sql().number(
                     "select count(*) from pg_stat_ssl join pg_stat_activity using (pid) where not ssl "
                     "and datname = current_database() and pid <> pg_backend_pid()"),
                 0);
        QCOMPARE(node->stop(), 0);
        QCOMPARE(node->said().contains(notice), noticed);
    }

    void shouldSayWhyTheDatabaseIsNotUsed_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<QString>("authority");
        QTest::addColumn<bool>("byNumber");
        QTest::addColumn<bool>("expired");
        QTest::addColumn<QString>("reason");
        const QString ca = QString::fromStdString(certificateAuthority());
        const QString other = QString::fromStdString(otherAuthority());
        const QString untrusted =
            u"nobody whom sslrootcert in the URL names has signed it, or it has expired"_s;
        QTest::newRow("full: for another host name")
            << u"verify-full"_s << ca << true << false << u"does not match host name"_s;
        QTest::newRow("full: signed by somebody else")
            << u"verify-full"_s << other << false << false << untrusted;
        QTest::newRow("ca: signed by somebody else") << u"verify-ca"_s << other << true << false << untrusted;
        QTest::newRow("full: expired") << u"verify-full"_s << ca << false << true << untrusted;
        QTest::newRow("ca: expired") << u"verify-ca"_s << ca << true << true << untrusted;
    }

    void shouldSayWhyTheDatabaseIsNotUsed()
    {
        QFETCH(QString, mode);
        QFETCH(QString, authority);
        QFETCH(bool, byNumber);
        QFETCH(bool, expired);
        QFETCH(QString, reason);
        World &world = *m_world;
        const auto certificate = expired ? std::make_unique<ExpiredDatabase>() : nullptr;
        useDatabase(u"sslmode=%1&sslrootcert=%2"_s.arg(mode, authority), byNumber);
        const Outcome refused = world.installation.run({u"migrate"_s});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains(reason), qPrintable(refused.err));
        const auto node = world.installation.startNode();
        QVERIFY2(node->says(reason), qPrintable(node->said()));
        QCOMPARE(node->stop(), 0);
        QVERIFY(!(node->said() + refused.err).contains(databasePassword()));
    }

    void shouldLeaveNoPasswordOfTheDatabaseAnywhere()
    {
        QCOMPARE(m_world->installation.filesWith(databasePassword().toStdString()), QStringList());
    }

private:
    void useDatabase(const QString &parameters, bool byNumber)
    {
        const std::string url = byNumber ? m_world->database.url() + '?' + parameters.toStdString()
                                         : atLocalhost(m_world->database.url(), parameters.toStdString());
        m_world->installation.set(u"DATABASE_URL"_s, QString::fromStdString(url));
    }

    QString databasePassword() const
    {
        return QUrl(QString::fromStdString(m_world->database.url())).password();
    }

    std::unique_ptr<World> m_world;
};

std::unique_ptr<QObject> makeTlsTest()
{
    return std::make_unique<TlsTest>();
}

#include "tlstest.moc"
