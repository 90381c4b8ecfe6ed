#include "bus/producer.h"
#include "kafka/reader.h"
#include "support/kafkatopic.h"

#include <QProcess>
#include <QTest>

#include <atomic>
#include <future>
#include <thread>

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using rig::bus::GroupMember;
using rig::test::KafkaTopic;
using rig::test::Reader;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

bool control(const QString &action)
{
    return QProcess::execute(QStringLiteral(RIG_SERVERS_CONTROL), {u"kafka"_s, action}) == 0;
}

/// Does something to the broker while `meanwhile` is called again and again.
template <class Meanwhile> bool controlWhile(const QString &action, Meanwhile meanwhile)
{
    auto done = std::async(std::launch::async, control, action);
    while (done.wait_for(0s) != std::future_status::ready)
        meanwhile();
    return done.get();
}

/// A producer outside the pipeline that numbers what it writes.
class Numbering
{
public:
    Numbering(const KafkaTopic &topic, rig::RecordSink &sink)
        : m_thread([this, name = topic.name(), &sink](std::stop_token stop) {
              for (int number = 0; !stop.stop_requested(); ++number) {
                  const std::string text = std::to_string(number);
                  const std::string key = "machine-" + std::to_string(number % 7);
                  if (!sink.write({name, key, text, rig::Origin::field, {}}, 60s))
                      ++refused;
                  ++written;
                  std::this_thread::sleep_for(2ms);
              }
          })
    {
    }
    void stop()
    {
        m_thread.request_stop();
        m_thread.join();
    }

    std::atomic<int> written = 0;
    std::atomic<int> refused = 0;

private:
    std::jthread m_thread;
};

} // namespace

/// Takes the broker away from everybody: nothing else may use it at the same time.
class BrokerLossTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { QVERIFY(control(u"thaw"_s) && control(u"start"_s)); }

    void shouldNeitherLoseNorDoubleWhenTheBrokerIsKilled();
    void shouldNoticeABrokerThatIsSilent();
};

void BrokerLossTest::initTestCase()
{
    RIG_NEEDS_BROKER();
}

void BrokerLossTest::shouldNeitherLoseNorDoubleWhenTheBrokerIsKilled()
{
    KafkaTopic topic(3);
    Reader reader(topic.settings(), {"rig-" + topic.name(), "one"});
    reader.opensAgainWhenOver = true; // a member that asked twice to join can throw itself out
    QVERIFY(reader.pollUntil([&] { return reader.assigned.has_value(); }));
    auto sink = rig::bus::openSink(topic.settings());
    QVERIFY(sink);
    Numbering numbering(topic, **sink);
    QVERIFY(reader.pollUntil([&] { return reader.records.size() > 100; }));

    QVERIFY(controlWhile(u"kill"_s, [&] { reader.pollFor(10ms); }));
    reader.pollFor(5s);
    QVERIFY(reader.trouble);
    QCOMPARE(reader.trouble->setting, u"KAFKA_BROKER_URL"_s);
    QVERIFY(reader.trouble->retryable());

    QVERIFY(controlWhile(u"start"_s, [&] { reader.pollFor(10ms); }));
    const auto back = steady_clock::now();
    numbering.stop();
    QCOMPARE(numbering.refused, 0);
    const rig::Done flushed = (*sink)->flush(30s);
    QVERIFY2(flushed, qPrintable(flushed ? QString() : flushed.error().sentence));
    const std::size_t total = std::size_t(numbering.written);
    QVERIFY(reader.pollUntil([&] { return reader.records.size() >= total && !reader.trouble; }, 30s));
    const auto took = std::chrono::duration_cast<milliseconds>(steady_clock::now() - back);
    qInfo("%zu messages, caught up %lld ms after the broker was back", total,
          static_cast<long long>(took.count()));
    reader.pollFor(500ms);
    QCOMPARE(reader.records.size(), total);
    std::map<int, int> next;
    std::set<std::pair<std::int32_t, std::int64_t>> coordinates;
    for (const Reader::Seen &record : reader.records) {
        const int number = std::stoi(record.payload);
        const auto expected = next.try_emplace(number % 7, number % 7).first;
        QCOMPARE(number, expected->second);
        expected->second += 7;
        coordinates.emplace(record.partition, record.offset);
    }
    QCOMPARE(coordinates.size(), total);
}

void BrokerLossTest::shouldNoticeABrokerThatIsSilent()
{
    KafkaTopic topic(1);
    topic.write({"before", {}, 0, {}, {}});
    Reader reader(topic.settings(), {"rig-" + topic.name(), "one"});
    reader.opensAgainWhenOver = true; // a member that asked twice to join can throw itself out
    QVERIFY(reader.pollUntil([&] { return reader.records.size() == 1; }));
    QVERIFY(control(u"freeze"_s));
    const auto began = steady_clock::now();
    QVERIFY(reader.pollUntil([&] { return reader.trouble.has_value(); }, 20s));
    const auto took = std::chrono::duration_cast<milliseconds>(steady_clock::now() - began);
    qInfo("noticed after %lld ms", static_cast<long long>(took.count()));
    QCOMPARE(reader.trouble->setting, u"KAFKA_BROKER_URL"_s);
    QVERIFY(control(u"thaw"_s));
    topic.write({"after", {}, 0, {}, {}});
    QVERIFY(reader.pollUntil([&] { return reader.records.size() == 2 && !reader.trouble; }, 30s));
    QCOMPARE(reader.records[1].payload, "after");
}

QTEST_GUILESS_MAIN(BrokerLossTest)

#include "brokerlosstest.moc"
