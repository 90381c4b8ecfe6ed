#include "judge/bench.h"
#include "judge/tests.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;
using rig::LimitEvent;
using rig::Limits;
using rig::LimitState;
using rig::RunState;
using rig::StateRule;

namespace {

const Limits allFour{-20, -10, 10, 20, 1};

/// Stopped below 90, running from 100 on.
StateRule byRpm(rig::milliseconds hold = 0ms)
{
    return {"rpm", 100, 10, hold};
}

Bench turbine(rig::milliseconds hold = 0ms)
{
    return Bench({sensor("rpm"), sensor("x", allFour)}, byRpm(hold));
}

} // namespace

class JudgingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldRaiseBeyondALimitAndReturnInsideItByTheDeadband_data()
    {
        QTest::addColumn<QList<double>>("values");
        QTest::addColumn<QStringList>("last"); ///< what the last of them says

        const QStringList nothing;
        QTest::newRow("at the limit") << QList<double>{10} << nothing;
        QTest::newRow("beyond hi") << QList<double>{10.000001} << QStringList{u"x hi raised 1"_s};
        QTest::newRow("still beyond") << QList<double>{11, 12} << nothing;
        QTest::newRow("in the deadband") << QList<double>{11, 9.000001} << nothing;
        QTest::newRow("back by the deadband") << QList<double>{11, 9} << QStringList{u"x hi returned 1"_s};
        QTest::newRow("into the deadband from inside") << QList<double>{11, 8, 9.5} << nothing;
        QTest::newRow("again") << QList<double>{11, 8, 10.5} << QStringList{u"x hi raised 2"_s};
        QTest::newRow("beyond both") << QList<double>{21}
                                     << QStringList{u"x hi raised 1"_s, u"x hi_hi raised 1"_s};
        QTest::newRow("one after the other") << QList<double>{15, 21} << QStringList{u"x hi_hi raised 1"_s};
        QTest::newRow("at hi_hi") << QList<double>{15, 20} << nothing;
        QTest::newRow("back to the first") << QList<double>{21, 19} << QStringList{u"x hi_hi returned 1"_s};
        QTest::newRow("back from both")
            << QList<double>{21, 0} << QStringList{u"x hi returned 1"_s, u"x hi_hi returned 1"_s};
        QTest::newRow("beyond lo") << QList<double>{-10.000001} << QStringList{u"x lo raised 1"_s};
        QTest::newRow("at lo") << QList<double>{-10} << nothing;
        QTest::newRow("in the deadband of lo") << QList<double>{-11, -9.000001} << nothing;
        QTest::newRow("back from lo") << QList<double>{-11, -9} << QStringList{u"x lo returned 1"_s};
        QTest::newRow("beyond both low ones")
            << QList<double>{-21} << QStringList{u"x lo_lo raised 1"_s, u"x lo raised 1"_s};
        QTest::newRow("from one end to the other")
            << QList<double>{21, -21}
            << QStringList{u"x lo_lo raised 1"_s, u"x lo raised 1"_s, u"x hi returned 1"_s,
                           u"x hi_hi returned 1"_s};
        QTest::newRow("beyond any range")
            << QList<double>{1e308} << QStringList{u"x hi raised 1"_s, u"x hi_hi raised 1"_s};
    }

    void shouldRaiseBeyondALimitAndReturnInsideItByTheDeadband()
    {
        QFETCH(const QList<double>, values);
        QFETCH(const QStringList, last);
        Bench bench({sensor("x", allFour)});
        QStringList said;
        for (const double value : values)
            said = bench.take(0, {{"x", value}});
        QCOMPARE(said, last);
    }

    void shouldReturnAtTheLimitItselfWhereThereIsNoDeadband()
    {
        Bench bench({sensor("x", {{}, {}, 10, {}, 0})});
        QCOMPARE(bench.take(0, {{"x", 11}}), QStringList{u"x hi raised 1"_s});
        QCOMPARE(bench.take(1, {{"x", 10}}), QStringList{u"x hi returned 1"_s});
    }

    void shouldHaveASecondLimitHalfWayToTheEndOfTheRange()
    {
        rig::Sensor ranged = sensor("x", {{}, 20, 80, {}, 0});
        ranged.range = {0, 100};
        Bench bench({ranged});
        QCOMPARE(bench.take(0, {{"x", 90}}), QStringList{u"x hi raised 1"_s});
        QCOMPARE(bench.take(1, {{"x", 90.5}}), QStringList{u"x hi_hi raised 1"_s});
        bench.take(2, {{"x", 50}});
        QCOMPARE(bench.take(3, {{"x", 10}}), QStringList{u"x lo raised 1"_s});
        QCOMPARE(bench.take(4, {{"x", 9.5}}), QStringList{u"x lo_lo raised 1"_s});
    }

    void shouldHaveNoSecondLimitWhereTheFirstEndsTheRange()
    {
        rig::Sensor ranged = sensor("x", {{}, 0, 100, {}, 0});
        ranged.range = {0, 100};
        Bench bench({ranged});
        QCOMPARE(bench.take(0, {{"x", 1000}}), QStringList{u"x hi raised 1"_s});
        QCOMPARE(bench.take(1, {{"x", -1000}}), QStringList({u"x lo raised 1"_s, u"x hi returned 1"_s}));
    }

    void shouldSayWhatTheReadingWas()
    {
        Bench bench({sensor("y"), sensor("x", allFour)});
        bench.take(1, {{"x", 0}});
        bench.take(2.5, 3, 3.25, {{"x", 21}});
        QCOMPARE(bench.events.size(), std::size_t{2});
        for (const LimitEvent &event : bench.events) {
            QCOMPARE(event.machine, 7);
            QCOMPARE(event.slot, 1);
            QCOMPARE(event.value, 21.0);
            QCOMPARE(Bench::seconds(event.at), 2.5);
            QCOMPARE(Bench::seconds(event.receivedAt), 3.25);
            QVERIFY(event.cause == (LimitEvent::Cause{2, 1}));
            QVERIFY(!event.late);
        }
    }

    void shouldNumberTheOccurrencesOfEachLimitByItself()
    {
        Bench bench({sensor("x", allFour), sensor("y", allFour)});
        bench.take(0, {{"x", 11}});
        bench.take(1, {{"x", 0}});
        bench.take(2, {{"x", 11}});
        QCOMPARE(bench.take(3, {{"x", 21}, {"y", 11}}),
                 QStringList({u"x hi_hi raised 1"_s, u"y hi raised 1"_s}));
        QCOMPARE(bench.take(4, {{"x", 0}, {"y", 0}}),
                 QStringList({u"x hi returned 2"_s, u"x hi_hi returned 1"_s, u"y hi returned 1"_s}));
    }

    void shouldLeaveWhatStandsWhereAReadingHasNoValue()
    {
        Bench bench({sensor("x", allFour)});
        bench.take(0, {{"x", 11}});
        QCOMPARE(bench.take(1, {}), QStringList());
        QCOMPARE(bench.take(2, {{"x", 0}}), QStringList{u"x hi returned 1"_s});
    }

    void shouldSuspendAStoppedMachineAndReturnWhatStoodAtThatInstant()
    {
        Bench bench = turbine();
        bench.take(0, {{"rpm", 100}, {"x", 21}});
        QCOMPARE(bench.take(1, {{"rpm", 89}, {"x", 25}}),
                 QStringList({u"x hi returned 1"_s, u"x hi_hi returned 1"_s}));
        QCOMPARE(bench.run(), RunState::stopped);
        QCOMPARE(bench.events[0].value, 25.0);
        QCOMPARE(bench.take(2, {{"x", 30}}), QStringList());
        QCOMPARE(bench.take(3, {{"rpm", 101}, {"x", 11}}), QStringList{u"x hi raised 2"_s});
    }

    void shouldReturnWhatStoodOfSensorsThatHaveNoValueInTheReadingThatStops()
    {
        Bench bench = turbine();
        bench.take(0, {{"rpm", 100}, {"x", 11}});
        QCOMPARE(bench.take(1, {{"rpm", 0}}), QStringList{u"x hi returned 1"_s});
        QVERIFY(std::isnan(bench.events[0].value));
        QVERIFY(bench.events[0].cause == (LimitEvent::Cause{2, 1}));
    }

    void shouldSuspendAMachineInMaintenance()
    {
        Bench bench = turbine(10s);
        bench.take(0, {{"rpm", 100}, {"x", 11}});
        bench.maintain({}, 1, 3);
        QCOMPARE(bench.take(1, {}), QStringList{u"x hi returned 1"_s});
        QCOMPARE(bench.take(2.999, {{"rpm", 100}, {"x", 30}}), QStringList());
        QCOMPARE(bench.take(3, {{"x", 30}}), QStringList({u"x hi raised 2"_s, u"x hi_hi raised 1"_s}));
    }

    void shouldTellTheStateBehindAMaintenance()
    {
        Bench bench = turbine(10s);
        bench.maintain({}, 1, 20);
        const auto runAt = [&](double at) {
            return rig::runAt(Bench::instant(at), bench.layout(), bench.memory);
        };
        bench.take(0, {{"rpm", 100}});
        QCOMPARE(runAt(0), RunState::starting);
        QCOMPARE(runAt(1), RunState::maintenance);
        bench.take(19, {{"rpm", 100}});
        QCOMPARE(runAt(19), RunState::maintenance);
        QCOMPARE(runAt(20), RunState::running); // it did not start anew
        bench.take(21, {{"rpm", 95}});
        QCOMPARE(runAt(21), RunState::running); // between the thresholds it stays what it was
    }

    void shouldSuspendASensorInMaintenanceAlone()
    {
        Bench bench({sensor("x", allFour), sensor("y", allFour)});
        bench.take(0, {{"x", 11}, {"y", 11}});
        bench.maintain("x", 1, {});
        QCOMPARE(bench.take(1, {}), QStringList{u"x hi returned 1"_s});
        QCOMPARE(bench.take(2, {{"x", 30}, {"y", 21}}), QStringList{u"y hi_hi raised 1"_s});
        QCOMPARE(bench.absence(10), QStringList({u"x stale raised 1"_s, u"y stale raised 1"_s}));
        // A reading from before that comes late is judged: its own time counts.
        QCOMPARE(
            bench.take(0.5, 11, 11, {{"x", 30}}, true),
            QStringList({u"x stale returned 1 late"_s, u"x hi raised 2 late"_s, u"x hi_hi raised 1 late"_s}));
    }

    void shouldJudgeWhereTheStateIsUnknownOrStarting()
    {
        Bench bench = turbine(10s);
        QCOMPARE(bench.take(0, {{"x", 11}}), QStringList{u"x hi raised 1"_s});
        QCOMPARE(bench.run(), RunState::unknown);
        QCOMPARE(bench.take(1, {{"rpm", 95}, {"x", 0}}), QStringList{u"x hi returned 1"_s});
        QCOMPARE(bench.run(), RunState::unknown); // between the thresholds it stays what it was
        QCOMPARE(bench.take(2, {{"rpm", 100}, {"x", 11}}), QStringList{u"x hi raised 2"_s});
        QCOMPARE(bench.run(), RunState::starting);
    }

    void shouldRunWhenTheThresholdHeldWithoutABreak()
    {
        Bench bench = turbine(10s);
        bench.take(0, {{"rpm", 100}});
        bench.take(9.999, {{"rpm", 100}});
        QCOMPARE(bench.run(), RunState::starting);
        bench.take(10, {{"rpm", 150}});
        QCOMPARE(bench.run(), RunState::running);
    }

    void shouldBeginTheHoldTimeAnewAfterABreak()
    {
        Bench bench = turbine(10s);
        bench.take(0, {{"rpm", 100}});
        bench.take(6, {{"rpm", 95}}); // not stopped, but below the threshold
        QCOMPARE(bench.run(), RunState::starting);
        bench.take(7, {{"rpm", 100}});
        bench.take(11, {{"rpm", 100}});
        QCOMPARE(bench.run(), RunState::starting);
        bench.take(17, {{"rpm", 100}});
        QCOMPARE(bench.run(), RunState::running);
    }

    void shouldKeepItsStateBetweenTheThresholds()
    {
        Bench bench = turbine(10s);
        for (int second = 0; second <= 10; second += 5)
            bench.take(second, {{"rpm", 100}});
        bench.take(11, {{"rpm", 90}});
        QCOMPARE(bench.run(), RunState::running);
        bench.take(12, {{"rpm", 89.999}});
        QCOMPARE(bench.run(), RunState::stopped);
        bench.take(13, {{"rpm", 99.999}});
        QCOMPARE(bench.run(), RunState::stopped);
        bench.take(14, {{"rpm", 100}});
        QCOMPARE(bench.run(), RunState::starting);
    }

    void shouldForgetARunningHoldTimeWithItsRule()
    {
        Bench bench = turbine(10s);
        bench.take(0, {{"rpm", 100}});
        bench.change([](auto &plant) { plant.machines[0].stateRule.reset(); });
        bench.take(5, {{"rpm", 100}});
        QCOMPARE(bench.run(), RunState::unknown);
        bench.change([](auto &plant) { plant.machines[0].stateRule = byRpm(10s); });
        bench.take(20, {{"rpm", 100}});
        QCOMPARE(bench.run(), RunState::starting);
    }

    void shouldNotHoldForeverAfterAClockThatRanAhead()
    {
        Bench bench = turbine(10s);
        bench.take(0, 3600, 0, {{"rpm", 100}});
        bench.take(5, {{"rpm", 100}});
        bench.take(10, {{"rpm", 100}});
        QCOMPARE(bench.run(), RunState::running);
    }

    void shouldJudgeAnOlderReadingAsLate()
    {
        Bench bench({sensor("x", allFour)});
        bench.take(10, {{"x", 0}});
        QCOMPARE(bench.take(9, 11, 11, {{"x", 11}}), QStringList{u"x hi raised 1 late"_s});
        QCOMPARE(bench.take(10, 12, 12, {{"x", 0}}), QStringList{u"x hi returned 1"_s});
        QCOMPARE(bench.take(13, 13, 13, {{"x", 11}}, true), QStringList{u"x hi raised 2 late"_s});
    }

    void shouldNotCallEverythingLateAfterASourceClockThatRanAhead()
    {
        Bench bench({sensor("x", allFour)});
        bench.take(3600, 0, 0, {{"x", 0}});
        QCOMPARE(bench.take(1, {{"x", 11}}), QStringList{u"x hi raised 1"_s});
    }

    void shouldReturnALimitThatIsNoLongerInThePlantWithTheNextValue()
    {
        Bench bench({sensor("x", allFour)});
        bench.take(0, {{"x", 21}});
        bench.change([](auto &plant) { plant.sensors[0].limits.hiHi.reset(); });
        QCOMPARE(bench.take(1, {}), QStringList());
        QCOMPARE(bench.take(2, {{"x", 21}}), QStringList{u"x hi_hi returned 1"_s});
        QCOMPARE(bench.take(3, {{"x", 0}}), QStringList{u"x hi returned 1"_s});
    }

    void shouldJudgeByALimitThatMoved()
    {
        Bench bench({sensor("x", allFour)});
        bench.take(0, {{"x", 15}});
        bench.change([](auto &plant) { plant.sensors[0].limits.hi = 16; });
        QCOMPARE(bench.take(1, {{"x", 15.5}}), QStringList()); // in the deadband of the new one
        QCOMPARE(bench.take(2, {{"x", 15}}), QStringList{u"x hi returned 1"_s});
        bench.change([](auto &plant) { plant.sensors[0].limits.hi = 14; });
        QCOMPARE(bench.take(3, {{"x", 15}}), QStringList{u"x hi raised 2"_s});
    }

    void shouldJudgeASensorThatCameLater()
    {
        Bench bench({sensor("x", allFour)});
        bench.take(0, {{"x", 11}});
        bench.change([](auto &plant) {
            plant.sensors.push_back(sensor("y", allFour));
            plant.machines[0].slots.push_back({"y", false});
            ++plant.machines[0].layoutVersion;
        });
        QCOMPARE(bench.take(1, {{"x", 11}, {"y", -21}}),
                 QStringList({u"y lo_lo raised 1"_s, u"y lo raised 1"_s}));
    }

    void shouldTellAScreenTheWorstThatStands()
    {
        Bench bench({sensor("rpm"), sensor("x", allFour)}, byRpm());
        const auto state = [&] { return limitState(bench.memory.sensors[1], bench.run()); };
        bench.take(0, {{"rpm", 100}});
        QCOMPARE(state(), LimitState::unjudged);
        const QList<std::pair<double, LimitState>> steps{{0, LimitState::normal},
                                                         {11, LimitState::hi},
                                                         {21, LimitState::hiHi},
                                                         {-11, LimitState::lo},
                                                         {-21, LimitState::loLo}};
        for (const auto &[value, expected] : steps) {
            bench.take(1, {{"rpm", 100}, {"x", value}});
            QCOMPARE(state(), expected);
        }
        bench.take(2, {{"rpm", 0}, {"x", 0}});
        QCOMPARE(state(), LimitState::unjudged);
    }
};

std::unique_ptr<QObject> makeJudgingTest()
{
    return std::make_unique<JudgingTest>();
}

#include "judgingtest.moc"
