#include "inprocessbrokertest.h"

#include "bus/admin.h"
#include "bus/inprocessbroker.h"
#include "bus/producer.h"
#include "kafka/reader.h"
#include "local/heldbacksink.h"
#include "realclock.h"

#include <QTest>
#include <QUuid>

#include <atomic>
#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using rig::Origin;
using rig::bus::InProcessBroker;
using rig::local::PartitionProgress;
using rig::test::Reader;
using std::chrono::steady_clock;

namespace {

constexpr const char *topic = "sensor-data";

std::unique_ptr<InProcessBroker> started(int partitions)
{
    auto broker = InProcessBroker::start(topic, partitions);
    if (!broker)
        qFatal("%s", qPrintable(broker.error().sentence));
    return std::move(*broker);
}

rig::settings::BusSettings settingsOf(const InProcessBroker &broker)
{
    rig::settings::BusSettings settings;
    settings.servers = broker.servers();
    settings.topic = topic;
    return settings;
}

std::unique_ptr<rig::RecordSink> sinkOf(const InProcessBroker &broker)
{
    auto sink = rig::bus::openSink(settingsOf(broker));
    if (!sink)
        qFatal("%s", qPrintable(sink.error().sentence));
    return std::move(*sink);
}

/// A reading's worth of bytes, or another size, that says which it is.
std::string numbered(int number, std::size_t size)
{
    std::string text = std::to_string(number) + ' ';
    text.resize(size, 'x');
    return text;
}

} // namespace

void InProcessBrokerTest::shouldCarryReadingsFromWriterToReaders()
{
    const auto broker = started(3);
    const auto sink = sinkOf(*broker);
    const auto time = rig::parseInstant("2026-01-12T08:15:30.250Z");
    QVERIFY(sink->write({topic, "A", "first", Origin::simulated, time}, 1s));
    QVERIFY(sink->write({topic, "D", "second", Origin::replayed, {}}, 1s));
    QVERIFY(sink->flush(5s));

    Reader keep(settingsOf(*broker), false);
    QVERIFY(keep.pollUntil([&] { return keep.atEnd.size() == 3 && keep.records.size() == 2; }));
    QCOMPARE(*keep.assigned, (std::vector<std::int32_t>{0, 1, 2}));
    for (const Reader::Seen &record : keep.records) {
        const bool first = record.payload == "first";
        QCOMPARE(record.partition, first ? 1 : 0); // as the real one has it
        QCOMPARE(record.origin, std::string(first ? "simulated" : "replayed"));
        QVERIFY(record.keyed);
        QVERIFY(!first || record.time == time);
    }
    // The second reader has the same again, and a restarted one goes on where it was.
    Reader judge(settingsOf(*broker), false);
    judge.positions = {{1, 1}};
    QVERIFY(judge.pollUntil([&] { return judge.atEnd.size() == 3; }));
    QCOMPARE(judge.payloads(), std::vector<std::string>{"second"});
}

void InProcessBrokerTest::shouldShowOnlyWhatComesToWhoReadsFromTheEnd()
{
    const auto broker = started(1);
    const auto sink = sinkOf(*broker);
    QVERIFY(sink->write({topic, "A", "before", Origin::simulated, {}}, 1s));
    QVERIFY(sink->flush(5s));
    Reader show(settingsOf(*broker), true);
    show.answersAtOnce = false;
    QVERIFY(show.pollUntil([&] { return show.atEnd.size() == 1; }));
    const auto began = steady_clock::now();
    QVERIFY(sink->write({topic, "A", "after", Origin::simulated, {}}, 1s));
    QVERIFY(show.pollUntil([&] { return !show.records.empty(); }));
    const auto took = std::chrono::duration_cast<rig::milliseconds>(steady_clock::now() - began);
    qInfo("on its way for %lld ms", static_cast<long long>(took.count()));
    QVERIFY(took < 500ms);
    QCOMPARE(show.payloads(), std::vector<std::string>{"after"});
}

void InProcessBrokerTest::shouldBeAnotherClusterAtEachStart()
{
    const auto one = started(2);
    const auto other = started(2);
    QCOMPARE(one->stream().topic, std::string(topic));
    QVERIFY(!QUuid::fromString(QString::fromStdString(one->stream().cluster)).isNull());
    QVERIFY(one->stream().cluster != other->stream().cluster);
    QVERIFY(one->servers() != other->servers());
    QVERIFY(one->servers().starts_with("127.0.0.1:"));
    // What it calls itself to whoever asks is an address in memory, which the next start may have again.
    const auto itself = rig::bus::identify(settingsOf(*one));
    QVERIFY(itself);
    QVERIFY(itself->cluster != one->stream().cluster);

    const auto sink = sinkOf(*one);
    QVERIFY(sink->write({topic, "A", "x", Origin::simulated, {}}, 1s));
    QVERIFY(sink->flush(5s));
    const auto ends = rig::bus::ends(settingsOf(*other));
    QVERIFY(ends);
    QCOMPARE(ends->size(), 2u);
    QCOMPARE((*ends)[0].high + (*ends)[1].high, 0);
}

void InProcessBrokerTest::shouldDropTheOldestWhenNobodyWaits()
{
    const auto broker = started(1);
    const auto sink = sinkOf(*broker);
    for (int i = 0; i < 20'000; ++i)
        QVERIFY(sink->write({topic, "A", numbered(i, 1'200), Origin::simulated, {}}, 5s));
    QVERIFY(sink->flush(20s));
    const auto ends = rig::bus::ends(settingsOf(*broker));
    QVERIFY(ends);
    QCOMPARE(ends->front().high, 20'000);
    const auto kept = ends->front().high - ends->front().low;
    qInfo("%lld of 20000 kept", static_cast<long long>(kept));
    QVERIFY(kept > rig::local::Throttle::mostMessages && kept < 10'000);
}

void InProcessBrokerTest::shouldKeepAllThatMayBeUnstored_data()
{
    QTest::addColumn<int>("size");
    QTest::newRow("empty") << 0;
    QTest::newRow("a reading of 50 sensors") << 1'200;
    QTest::newRow("a large one") << 20'000;
    QTest::newRow("the largest") << 1'000'000;
}

void InProcessBrokerTest::shouldKeepAllThatMayBeUnstored()
{
    QFETCH(int, size);
    const auto broker = started(1);
    const auto sink = sinkOf(*broker);
    rig::local::Throttle throttle;
    throttle.observe({});
    // One by one, which takes the broker the most room.
    const bool framed = size < 100'000;
    std::int64_t count = 0;
    for (; throttle.admit(static_cast<std::size_t>(size)); ++count) {
        QVERIFY(sink->write(
            {topic, "A", std::string(static_cast<std::size_t>(size), 'x'), Origin::simulated, {}}, 5s));
        if (framed && count % 10 == 0)
            QVERIFY(sink->flush(5s));
    }
    QVERIFY(sink->flush(20s));
    const auto ends = rig::bus::ends(settingsOf(*broker));
    QVERIFY(ends);
    QCOMPARE(ends->front().high, count);
    QCOMPARE(ends->front().low, 0);
}

void InProcessBrokerTest::shouldDropNothingWhereWritersWaitForKeep()
{
    const RealClock clock;
    const auto broker = started(3);
    const auto settings = settingsOf(*broker);
    std::array<std::atomic<std::int64_t>, 3> stored{};
    rig::local::HeldBackSink sink(
        sinkOf(*broker),
        [&]() -> rig::Result<std::vector<PartitionProgress>> {
            return rig::bus::ends(settings).map([&](const std::vector<rig::bus::PartitionEnds> &ends) {
                std::vector<PartitionProgress> partitions;
                for (const auto &end : ends)
                    partitions.push_back({end.high, stored[static_cast<std::size_t>(end.partition)]});
                return partitions;
            });
        },
        clock);

    constexpr int all = 12'000;
    std::atomic<int> refused = 0;
    std::vector<std::jthread> writers;
    for (int writer = 0; writer < 2; ++writer)
        writers.emplace_back([&, writer] {
            for (int i = writer; i < all; i += 2)
                if (!sink.write({topic, writer == 0 ? "A" : "D", numbered(i, 1'200), Origin::replayed, {}},
                                20s))
                    ++refused;
            static_cast<void>(sink.flush(10s));
        });
    // A keep that is slower than they are.
    Reader keep(settings, false);
    keep.most = 200;
    QVERIFY(keep.pollUntil(
        [&] {
            for (const auto &[partition, next] : keep.positions)
                stored[static_cast<std::size_t>(partition)] = next;
            std::this_thread::sleep_for(5ms);
            return keep.records.size() >= all;
        },
        60s));
    writers.clear();
    QCOMPARE(refused, 0);
    QVERIFY(keep.agedOut.empty());
    std::array<int, 2> next{0, 1};
    for (const Reader::Seen &record : keep.records) {
        const int number = std::stoi(record.payload);
        QCOMPARE(number, next[static_cast<std::size_t>(number % 2)]);
        next[static_cast<std::size_t>(number % 2)] += 2;
    }
}

void InProcessBrokerTest::shouldEndWhileItsClientsLiveOn()
{
    auto broker = started(1);
    const auto settings = settingsOf(*broker);
    auto sink = sinkOf(*broker);
    Reader reader(settings, false);
    QVERIFY(reader.pollUntil([&] { return reader.atEnd.size() == 1; }));
    auto began = steady_clock::now();
    broker.reset();
    QVERIFY(steady_clock::now() - began < 3s); // its thread looks up once a second

    QVERIFY(reader.pollUntil([&] { return reader.trouble.has_value(); }));
    QCOMPARE(reader.trouble->kind, rig::ErrorKind::unavailable);
    QVERIFY(sink->write({topic, "A", "x", Origin::simulated, {}}, 1s));
    QVERIFY(!sink->flush(200ms));
    QTest::ignoreMessage(QtWarningMsg,
                         "1 messages were still unwritten when their writer ended; they are lost");
    began = steady_clock::now();
    sink.reset();
    reader.end();
    QVERIFY(steady_clock::now() - began < 4s);
}
