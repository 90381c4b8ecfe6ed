#include "throttletest.h"

#include "local/heldbacksink.h"
#include "realclock.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using rig::local::HeldBackSink;
using rig::local::PartitionProgress;
using rig::local::Throttle;
using std::chrono::steady_clock;

namespace {

int admitted(Throttle &throttle, std::size_t payload)
{
    int count = 0;
    while (count < 10'000 && throttle.admit(payload))
        ++count;
    return count;
}

void observe(Throttle &throttle, std::vector<PartitionProgress> partitions)
{
    throttle.observe(partitions);
}

/// Stands for broker and keep: counts what arrives, and what is stored is the test's to say.
class CountingSink final : public rig::RecordSink
{
public:
    explicit CountingSink(std::atomic<int> &written) : m_written(written) {}

    rig::Done write(const rig::Outgoing &, rig::milliseconds) override
    {
        ++m_onItsWay;
        return {};
    }
    rig::Done flush(rig::milliseconds) override
    {
        m_written += m_onItsWay.exchange(0);
        return {};
    }

private:
    std::atomic<int> &m_written;
    std::atomic<int> m_onItsWay = 0;
};

const rig::Outgoing message{"sensor-data", "A", "{}", rig::Origin::simulated, {}};

} // namespace

void ThrottleTest::shouldAdmitNothingBeforeItKnows()
{
    Throttle throttle;
    QVERIFY(!throttle.admit(0));
    observe(throttle, {});
    QVERIFY(throttle.admit(0));
}

void ThrottleTest::shouldAdmitNoMoreThanMayBeUnstored()
{
    Throttle throttle;
    observe(throttle, {{10'000, 10'000}});
    QCOMPARE(admitted(throttle, 100), 2'000);
    QVERIFY(!throttle.admit(100));
    observe(throttle, {{12'000, 10'500}});
    QCOMPARE(admitted(throttle, 100), 500);
    observe(throttle, {{12'500, 9'000}}); // another producer was there, too
    QCOMPARE(admitted(throttle, 100), 0);
}

void ThrottleTest::shouldCountTheFullestPartition()
{
    Throttle throttle;
    observe(throttle, {{500, 500}, {1'999, 0}, {700, 0}});
    QCOMPARE(admitted(throttle, 100), 1);
}

void ThrottleTest::shouldAdmitFewerWhereMessagesAreLarge()
{
    Throttle throttle;
    observe(throttle, {});
    QCOMPARE(admitted(throttle, 1'100), 2'000);
    observe(throttle, {});
    const int large = admitted(throttle, 100'000);
    QVERIFY(large >= 20 && large <= 26);
    observe(throttle, {{10, 0}});
    QCOMPARE(admitted(throttle, 1), large - 10); // those ten may have been the large ones
}

void ThrottleTest::shouldAlwaysLetOneThrough()
{
    Throttle throttle;
    observe(throttle, {});
    QCOMPARE(admitted(throttle, 20'000'000), 1);
    observe(throttle, {{1, 1}});
    QCOMPARE(admitted(throttle, 20'000'000), 1);
}

void ThrottleTest::shouldHoldWritersBackUntilKeepHasStored()
{
    const RealClock clock;
    std::atomic<int> written = 0;
    std::atomic<int> stored = 0;
    int furthest = 0;
    HeldBackSink sink(
        std::make_unique<CountingSink>(written),
        [&]() -> rig::Result<std::vector<PartitionProgress>> {
            furthest = std::max(furthest, written - stored);
            return std::vector<PartitionProgress>{{written, stored}};
        },
        clock);
    const std::jthread keep([&](const std::stop_token &stop) {
        while (!stop.stop_requested()) {
            stored = std::min(stored + 100, +written);
            std::this_thread::sleep_for(1ms);
        }
    });
    for (int i = 0; i < 10'000; ++i)
        QVERIFY(sink.write(message, 5s));
    QVERIFY(sink.flush(1s));
    QCOMPARE(written, 10'000);
    QVERIFY2(furthest > 1'000 && furthest <= 2'000, qPrintable(QString::number(furthest)));
}

void ThrottleTest::shouldSayFullWhereNothingIsStored()
{
    const RealClock clock;
    std::atomic<int> written = 0;
    HeldBackSink sink(
        std::make_unique<CountingSink>(written),
        [&]() -> rig::Result<std::vector<PartitionProgress>> {
            return std::vector<PartitionProgress>{{written, 0}};
        },
        clock);
    for (int i = 0; i < 2'000; ++i)
        QVERIFY(sink.write(message, 0ms));
    const auto began = steady_clock::now();
    std::jthread other([&] { static_cast<void>(sink.write(message, 300ms)); });
    const rig::Done full = sink.write(message, 200ms);
    other.join();
    const auto waited = steady_clock::now() - began;
    QVERIFY(!full);
    QCOMPARE(full.error().kind, rig::ErrorKind::full);
    QVERIFY(full.error().retryable());
    QVERIFY2(full.error().sentence.contains(u"2000"_s), qPrintable(full.error().sentence));
    QVERIFY(waited >= 200ms && waited < 2s);
    QCOMPARE(written, 2'000);
}

void ThrottleTest::shouldPassOnWhyItCannotAsk()
{
    const RealClock clock;
    std::atomic<int> written = 0;
    HeldBackSink sink(
        std::make_unique<CountingSink>(written),
        []() -> rig::Result<std::vector<PartitionProgress>> {
            return rig::failure(rig::ErrorKind::unavailable, u"the database is away"_s);
        },
        clock);
    const rig::Done failed = sink.write(message, 1s);
    QVERIFY(!failed);
    QCOMPARE(failed.error().sentence, u"the database is away"_s);
}
