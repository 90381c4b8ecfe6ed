#include "simulator/replaypace.h"
#include "tests.h"

#include <QTest>

using namespace std::chrono_literals;
using rig::Instant;
using rig::simulator::ReplayPace;
using Stamps = ReplayPace::Stamps;

namespace {

const Instant recorded = *rig::parseInstant("2003-10-22T12:06:24Z");
const Instant began = *rig::parseInstant("2026-11-24T08:00:00.123456Z");

class ReplayPaceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldMakeTheFirstRowNowAndKeepTheSpacing();
    void shouldDivideTheSpacingByTheSpeed();
    void shouldSendAnOlderRowAtOnceWithItsOlderTime();
    void shouldStampWithTheMomentOfSendingWithoutWaiting();
    void shouldKeepRecordedTimesWhereTold();
    void shouldNotOverflowWhereRowsAreCenturiesApart();
    void shouldGoOnWhereARepeatedRecordingEnds();
};

void ReplayPaceTest::shouldMakeTheFirstRowNowAndKeepTheSpacing()
{
    ReplayPace pace(1, Stamps::moved, recorded, began);
    QCOMPARE(pace.stamp(recorded, began + 7s), began);
    QCOMPARE(pace.due(recorded), 0ns);
    QCOMPARE(pace.stamp(recorded + 90061s + 1us, began), began + 90061s + 1us);
    QCOMPARE(pace.due(recorded + 90061s + 1us), 90061s + 1us);
}

void ReplayPaceTest::shouldDivideTheSpacingByTheSpeed()
{
    ReplayPace fast(600, Stamps::moved, recorded, began);
    QCOMPARE(fast.due(recorded + 10min), 1s);
    QCOMPARE(fast.stamp(recorded + 10min, began), began + 1s);
    ReplayPace slow(0.5, Stamps::moved, recorded, began);
    QCOMPARE(slow.due(recorded + 1s), 2s);
}

void ReplayPaceTest::shouldSendAnOlderRowAtOnceWithItsOlderTime()
{
    ReplayPace pace(2, Stamps::moved, recorded, began);
    QCOMPARE(pace.due(recorded - 10s), 0ns);
    QCOMPARE(pace.stamp(recorded - 10s, began), began - 5s);
}

void ReplayPaceTest::shouldStampWithTheMomentOfSendingWithoutWaiting()
{
    ReplayPace pace(0, Stamps::moved, recorded, began);
    QCOMPARE(pace.due(recorded + 24h), 0ns);
    QCOMPARE(pace.stamp(recorded, began), began);
    QCOMPARE(pace.stamp(recorded + 24h, began), began + 1us);
    QCOMPARE(pace.stamp(recorded, began + 3ms), began + 3ms);
    QCOMPARE(pace.stamp(recorded, began + 2ms), began + 3ms + 1us);
}

void ReplayPaceTest::shouldKeepRecordedTimesWhereTold()
{
    ReplayPace pace(0, Stamps::kept, recorded, began);
    QCOMPARE(pace.stamp(recorded + 10min, began), recorded + 10min);
    QCOMPARE(pace.due(recorded + 10min), 0ns);
    ReplayPace paced(10, Stamps::kept, recorded, began);
    QCOMPARE(paced.stamp(recorded + 10s, began), recorded + 10s);
    QCOMPARE(paced.due(recorded + 10s), 1s);
}

void ReplayPaceTest::shouldNotOverflowWhereRowsAreCenturiesApart()
{
    const Instant late = *rig::parseInstant("9999-12-31T23:59:59Z");
    for (const double speed : {1.0, 2.0, 1e-6}) {
        ReplayPace pace(speed, Stamps::moved, recorded, began);
        QVERIFY(pace.due(late) > 24h * 365 * 290);
        QVERIFY(pace.stamp(late, began) > began + 24h * 365 * 3900);
    }
    ReplayPace backwards(1e-6, Stamps::moved, late, began);
    QCOMPARE(backwards.due(recorded), 0ns);
    QVERIFY(backwards.stamp(recorded, began) < recorded);
}

void ReplayPaceTest::shouldGoOnWhereARepeatedRecordingEnds()
{
    ReplayPace pace(10, Stamps::moved, recorded, began);
    pace.repeatAfter(100s);
    QCOMPARE(pace.due(recorded), 10s);
    QCOMPARE(pace.stamp(recorded, began), began + 10s);
    pace.repeatAfter(100s);
    QCOMPARE(pace.stamp(recorded + 50s, began), began + 25s);
}

} // namespace

std::unique_ptr<QObject> makeReplayPaceTest()
{
    return std::make_unique<ReplayPaceTest>();
}

#include "replaypacetest.moc"
