#include "kafka/producertest.h"

#include "bus/producer.h"
#include "kafka/reader.h"
#include "support/kafkatopic.h"

#include <QTest>

#include <algorithm>
#include <thread>

using namespace std::chrono_literals;
using rig::ErrorKind;
using rig::Origin;
using rig::Outgoing;
using rig::RecordSink;
using rig::test::KafkaTopic;
using rig::test::Reader;
using std::chrono::steady_clock;

namespace {

std::unique_ptr<RecordSink> open(const rig::settings::BusSettings &settings)
{
    auto sink = rig::bus::openSink(settings);
    if (!sink)
        qFatal("%s", qPrintable(sink.error().sentence));
    return std::move(*sink);
}

rig::settings::BusSettings nobodyListens()
{
    rig::settings::BusSettings settings;
    settings.servers = "127.0.0.1:1";
    return settings;
}

std::vector<Reader::Seen> readAll(const KafkaTopic &topic, std::size_t count)
{
    Reader reader(topic.settings(), {"rig-" + topic.name(), "one"});
    reader.pollUntil([&] { return reader.records.size() >= count; });
    reader.pollFor(100ms);
    return reader.records;
}

} // namespace

void ProducerTest::initTestCase()
{
    RIG_NEEDS_BROKER();
}

void ProducerTest::shouldPutKeysWhereJavaProducersPutThem()
{
    KafkaTopic topic(3);
    const auto sink = open(topic.settings());
    // What org.apache.kafka.clients.producer.internals.BuiltInPartitioner says.
    const std::map<std::string, int> java{{"A", 1},          {"B", 1}, {"C", 1},   {"D", 0},
                                          {"machine-17", 0}, {"F", 2}, {"mill", 2}};
    for (const auto &[machine, partition] : java)
        QVERIFY(sink->write({topic.name(), machine, machine, Origin::field, {}}, 1s));
    QVERIFY(sink->flush(10s));
    const auto records = readAll(topic, java.size());
    QCOMPARE(records.size(), java.size());
    for (const Reader::Seen &record : records) {
        QCOMPARE(record.partition, java.at(record.payload));
        QVERIFY(record.keyed);
    }
}

void ProducerTest::shouldSpreadMessagesWithoutAKey()
{
    KafkaTopic topic(3);
    const auto sink = open(topic.settings());
    for (int i = 0; i < 60; ++i) {
        QVERIFY(sink->write({topic.name(), {}, "x", Origin::field, {}}, 1s));
        if (i % 3 == 0)
            QVERIFY(sink->flush(10s)); // a batch stays together
    }
    QVERIFY(sink->flush(10s));
    const auto records = readAll(topic, 60);
    QCOMPARE(records.size(), 60u);
    std::set<std::int32_t> partitions;
    for (const Reader::Seen &record : records) {
        partitions.insert(record.partition);
        QVERIFY(!record.keyed);
    }
    QVERIFY(partitions.size() > 1);
}

void ProducerTest::shouldMarkTheOriginUnlessItIsTheField()
{
    KafkaTopic topic(1);
    const auto sink = open(topic.settings());
    for (const Origin origin : {Origin::field, Origin::simulated, Origin::replayed, Origin::history})
        QVERIFY(sink->write({topic.name(), "A", "x", origin, {}}, 1s));
    QVERIFY(sink->flush(10s));
    const auto records = readAll(topic, 4);
    QCOMPARE(records.size(), 4u);
    QCOMPARE(records[0].origin, "");
    QCOMPARE(records[1].origin, "simulated");
    QCOMPARE(records[2].origin, "replayed");
    QCOMPARE(records[3].origin, "history");
}

void ProducerTest::shouldGiveTheRecordTheTimeOfTheMessage()
{
    KafkaTopic topic(1);
    const auto sink = open(topic.settings());
    const auto before = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    QVERIFY(sink->write(
        {topic.name(), "A", "x", Origin::history, rig::parseInstant("2004-02-12T10:32:39.123456Z")}, 1s));
    QVERIFY(sink->write({topic.name(), "A", "x", Origin::field, {}}, 1s));
    QVERIFY(sink->flush(10s));
    const auto records = readAll(topic, 2);
    QCOMPARE(records.size(), 2u);
    QCOMPARE(records[0].time, rig::parseInstant("2004-02-12T10:32:39.123Z"));
    QVERIFY(*records[1].time >= before && *records[1].time <= std::chrono::system_clock::now());
}

void ProducerTest::shouldTakeMessagesFromSeveralThreads()
{
    KafkaTopic topic(1);
    const auto sink = open(topic.settings());
    constexpr int perThread = 8'000; // together more than the queue holds
    std::atomic<int> refused = 0;
    {
        std::vector<std::jthread> writers;
        for (int writer = 0; writer < 3; ++writer)
            writers.emplace_back([&, writer] {
                for (int i = 0; i < perThread; ++i)
                    if (!sink->write(
                            {topic.name(), "A", std::to_string(writer * perThread + i), Origin::field, {}},
                            10s))
                        ++refused;
            });
    }
    QCOMPARE(refused, 0);
    QVERIFY(sink->flush(10s));
    const auto records = readAll(topic, 3 * perThread);
    QCOMPARE(records.size(), std::size_t(3 * perThread));
    std::vector<int> next{0, 0, 0};
    for (const Reader::Seen &record : records) {
        const int number = std::stoi(record.payload);
        QCOMPARE(number % perThread, next[number / perThread]++);
    }
}

void ProducerTest::shouldReportAFailureOnceAtTheNextFlush()
{
    KafkaTopic topic(1, {{"max.message.bytes", "2000"}});
    const auto sink = open(topic.settings());
    QVERIFY(sink->write({topic.name(), "A", std::string(5'000, 'x'), Origin::field, {}}, 1s));
    const rig::Done failed = sink->flush(10s);
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind, ErrorKind::damaged);
    QVERIFY2(failed.error().sentence.startsWith(u"1 "), qPrintable(failed.error().sentence));
    QVERIFY2(!failed.error().sentence.contains(u"xx"), "a payload is no explanation");

    QVERIFY(sink->write({topic.name(), "A", "small", Origin::field, {}}, 1s));
    const rig::Done written = sink->flush(10s);
    QVERIFY2(written, qPrintable(written ? QString() : written.error().sentence));
    const auto records = readAll(topic, 1);
    QCOMPARE(records.size(), 1u);
    QCOMPARE(records[0].payload, "small");
}

void ProducerTest::shouldRefuseAMessageThatNoBrokerTakes()
{
    const auto sink = open(nobodyListens());
    const rig::Done refused = sink->write({"any", "A", std::string(1'100'000, 'x'), Origin::field, {}}, 1s);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::damaged);
}

void ProducerTest::shouldSayFullWhenNothingMoreFits()
{
    const auto sink = open(nobodyListens());
    for (int i = 0; i < 10'000; ++i)
        QVERIFY(sink->write({"any", "A", "x", Origin::field, {}}, 0ms));
    const auto began = steady_clock::now();
    const rig::Done full = sink->write({"any", "A", "x", Origin::field, {}}, 300ms);
    const auto waited = steady_clock::now() - began;
    QVERIFY(!full);
    QCOMPARE(full.error().kind, ErrorKind::full);
    QVERIFY(full.error().retryable());
    QCOMPARE(full.error().setting, QStringLiteral("KAFKA_BROKER_URL"));
    QVERIFY(waited >= 300ms && waited < 1s);
}

void ProducerTest::shouldEndPromptlyWithUnwrittenMessages()
{
    auto sink = open(nobodyListens());
    for (int i = 0; i < 1'000; ++i)
        QVERIFY(sink->write({"any", "A", "x", Origin::field, {}}, 0ms));
    QTest::ignoreMessage(QtWarningMsg,
                         "1000 messages were still unwritten when their writer ended; they are lost");
    const auto began = steady_clock::now();
    sink.reset();
    QVERIFY(steady_clock::now() - began < 2s);
}
