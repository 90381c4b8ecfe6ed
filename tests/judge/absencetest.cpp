#include "judge/bench.h"
#include "judge/tests.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;
using rig::LimitEvent;
using rig::RunState;
using rig::StateRule;

namespace {

const QStringList raised{u"x stale raised 1"_s};
const QStringList returned{u"x stale returned 1"_s};

Bench everySecond()
{
    return Bench({sensor("x", {{}, {}, 10, {}, 0}, 1s)});
}

} // namespace

/// What happens where nothing comes.
class AbsenceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldCallAValueStaleAfterThreeIntervalsAndAtLeastTwoSeconds_data()
    {
        QTest::addColumn<int>("interval"); // ms
        QTest::addColumn<double>("after"); // s
        QTest::newRow("50 ms") << 50 << 2.0;
        QTest::newRow("666 ms") << 666 << 2.0;
        QTest::newRow("667 ms") << 667 << 2.001;
        QTest::newRow("1 s") << 1000 << 3.0;
        QTest::newRow("1 h") << 3'600'000 << 10'800.0;
    }

    void shouldCallAValueStaleAfterThreeIntervalsAndAtLeastTwoSeconds()
    {
        QFETCH(const int, interval);
        QFETCH(const double, after);
        Bench bench({sensor("x", {}, rig::milliseconds{interval})});
        bench.take(5, {{"x", 0}});
        QVERIFY(bench.nextAbsence() == Bench::instant(5 + after));
        QCOMPARE(bench.absence(5 + after), QStringList());
        QCOMPARE(bench.absence(5 + after + 0.000001), raised);
        QVERIFY(bench.events[0].at == Bench::instant(5 + after));
        QVERIFY(!bench.nextAbsence());
        QCOMPARE(bench.absence(1e6), QStringList());
    }

    void shouldCallAValueBadAfterTenIntervalsAndAtLeastTwentySeconds()
    {
        QCOMPARE(rig::badAfter(50ms), 20'000ms);
        QCOMPARE(rig::badAfter(2s), 20'000ms);
        QCOMPARE(rig::badAfter(3s), 30'000ms);
    }

    void shouldSayThatNoRecordCausedIt()
    {
        Bench bench = everySecond();
        bench.take(0, {{"x", 5}});
        QCOMPARE(bench.absence(3.5, 4.25), raised);
        const LimitEvent &event = bench.events[0];
        QCOMPARE(event.machine, 7);
        QCOMPARE(event.slot, 0);
        QVERIFY(!event.cause);
        QVERIFY(std::isnan(event.value));
        QCOMPARE(Bench::seconds(event.at), 3.0);
        QCOMPARE(Bench::seconds(event.receivedAt), 4.25);
    }

    void shouldReturnWithTheNextValue()
    {
        Bench bench = everySecond();
        bench.take(0, {{"x", 5}});
        bench.absence(10);
        QCOMPARE(bench.take(11, {}), QStringList()); // a reading without that value
        QCOMPARE(bench.take(12, {{"x", 6}}), returned);
        QCOMPARE(bench.events[0].value, 6.0);
        QVERIFY(bench.events[0].cause == (LimitEvent::Cause{2, 2}));
    }

    void shouldFindOutAfterwardsHoweverSeldomItWasLookedAt()
    {
        Bench bench = everySecond();
        bench.take(0, {{"x", 5}});
        QCOMPARE(bench.take(3, {{"x", 5}}), QStringList());
        QCOMPARE(bench.take(6.001, {{"x", 5}}), raised + returned);
        QCOMPARE(Bench::seconds(bench.events[0].at), 6.0);
        QVERIFY(!bench.events[0].cause);
        QVERIFY(bench.events[1].cause);
    }

    void shouldAgeEachValueOfAReadingByItself()
    {
        Bench bench({sensor("x", {}, 1s), sensor("y", {}, 2s), sensor("never")});
        bench.take(0, {{"x", 1}, {"y", 1}});
        QCOMPARE(bench.absence(3.1), raised);
        bench.take(4, {{"x", 1}});
        QVERIFY(bench.nextAbsence() == Bench::instant(6.0));
        QCOMPARE(bench.absence(6.1), QStringList{u"y stale raised 1"_s});
    }

    void shouldJudgeAbsenceInAStoppedMachineToo()
    {
        Bench bench({sensor("rpm"), sensor("x")}, StateRule{"rpm", 100, 0, 0ms});
        bench.take(0, {{"rpm", 0}, {"x", 1}});
        QCOMPARE(bench.run(), RunState::stopped);
        QCOMPARE(bench.absence(4), QStringList({u"rpm stale raised 1"_s, u"x stale raised 1"_s}));
        QCOMPARE(bench.take(5, {{"rpm", 0}, {"x", 1}}),
                 QStringList({u"rpm stale returned 1"_s, u"x stale returned 1"_s}));
    }

    void shouldLeaveALimitStandingWhileItsValueStaysAway()
    {
        Bench bench = everySecond();
        bench.take(0, {{"x", 11}});
        QCOMPARE(bench.absence(60), QStringList{u"x stale raised 1 late"_s});
        QCOMPARE(bench.take(61, {{"x", 11}}), returned);
        QCOMPARE(bench.take(62, {{"x", 9}}), QStringList{u"x hi returned 1"_s});
    }

    void shouldCallItLateWhenItIsNoticedHalfAMinuteAfterwards()
    {
        Bench bench = everySecond();
        bench.take(0, {{"x", 5}});
        QCOMPARE(bench.absence(33, 33), raised);
        Bench other = everySecond();
        other.take(0, {{"x", 5}});
        QCOMPARE(other.absence(33.1, 33.1), QStringList{u"x stale raised 1 late"_s});
    }

    void shouldAgeByTheRecordsTimeAndNotByTheSourcesClock()
    {
        Bench bench = everySecond();
        bench.take(-5000, 0, 0, {{"x", 5}});
        QCOMPARE(bench.take(5000, 1, 1, {{"x", 5}}), QStringList());
        QVERIFY(bench.nextAbsence() == Bench::instant(4.0));
    }

    void shouldNotBeBlindAfterARecordFromTheFuture()
    {
        Bench bench = everySecond();
        bench.take(0, 86'400, 0, {{"x", 5}});
        QVERIFY(bench.nextAbsence() == Bench::instant(3.0));
        QCOMPARE(bench.take(1, {{"x", 5}}), QStringList());
        QCOMPARE(bench.absence(4.1), raised);
    }

    void shouldNotAgeBackwardsWithARecordThatComesOutOfOrder()
    {
        Bench bench = everySecond();
        bench.take(10, {{"x", 5}});
        bench.take(8, 8, 10, {{"x", 5}});
        QVERIFY(bench.nextAbsence() == Bench::instant(13.0));
    }

    void shouldStandAsLongAsValuesAreStaleWhenTheyCome()
    {
        Bench bench = everySecond();
        bench.take(0, 0, 60, {{"x", 5}}); // the producer's clock is a minute behind ours
        QCOMPARE(bench.absence(60.2), QStringList{u"x stale raised 1 late"_s});
        for (int second = 1; second < 20; ++second) {
            QCOMPARE(bench.take(second, second, 60 + second, {{"x", 5}}, true), QStringList());
            QCOMPARE(bench.absence(60.2 + second), QStringList());
        }
        QCOMPARE(bench.take(80, 80, 80, {{"x", 5}}), returned); // the clock was put right
    }

    void shouldReturnWithAValueThatIsJustNotStale()
    {
        Bench bench = everySecond();
        bench.take(0, {{"x", 5}});
        bench.absence(5);
        QCOMPARE(bench.take(2, 2, 5.001, {{"x", 5}}), QStringList());
        QCOMPARE(bench.take(2.5, 2.5, 5.5, {{"x", 5}}), returned);
    }

    void shouldReturnInABacklogWithTheFirstValueAfterTheGap()
    {
        Bench bench = everySecond();
        bench.take(0, {{"x", 5}});
        bench.absence(4);
        QCOMPARE(bench.take(600, 600, 5000, {{"x", 5}}, true), QStringList{u"x stale returned 1 late"_s});
        QCOMPARE(bench.take(700, 700, 5000, {{"x", 5}}, true),
                 QStringList({u"x stale raised 2 late"_s, u"x stale returned 2 late"_s}));
    }

    void shouldReturnEverythingOfARetiredSensorAndForgetItsValue()
    {
        Bench bench({sensor("x", {{}, {}, 10, {}, 0}), sensor("y")});
        bench.take(0, {{"x", 11}, {"y", 1}});
        bench.absence(3.5);
        bench.take(4, {{"y", 1}});
        bench.change([](auto &plant) { plant.machines[0].slots[0].retired = true; });
        QVERIFY(bench.nextAbsence() == rig::Instant::min());
        QCOMPARE(bench.absence(4.5), QStringList({u"x hi returned 1"_s, u"x stale returned 1"_s}));
        QCOMPARE(Bench::seconds(bench.events[0].at), 4.0); // of the machine's newest reading
        QVERIFY(!bench.events[0].cause);
        QVERIFY(bench.nextAbsence() == Bench::instant(7.0)); // y's
        bench.change([](auto &plant) { plant.machines[0].slots[0].retired = false; });
        QVERIFY(bench.nextAbsence() == Bench::instant(7.0)); // x was not missed while nobody read it
        QCOMPARE(bench.take(5, {{"x", 11}, {"y", 1}}), QStringList{u"x hi raised 2"_s});
    }

    void shouldReturnEverythingOfARetiredMachine()
    {
        Bench bench({sensor("x", {{}, {}, 10, {}, 0}), sensor("y", {{}, 0, {}, {}, 0})});
        bench.take(0, {{"x", 11}, {"y", -1}});
        bench.change([](auto &plant) { plant.machines[0].retired = true; });
        QCOMPARE(bench.absence(1), QStringList({u"x hi returned 1"_s, u"y lo returned 1"_s}));
        QVERIFY(!bench.nextAbsence());
        QCOMPARE(bench.absence(100), QStringList());
    }

    void shouldReturnEverythingOfASensorThatThePlantRetired()
    {
        Bench bench = everySecond();
        bench.take(0, {{"x", 11}});
        bench.change([](auto &plant) { plant.sensors[0].retired = true; });
        QCOMPARE(bench.absence(1), QStringList{u"x hi returned 1"_s});
    }

    void shouldJudgeByTheNewInterval()
    {
        Bench bench = everySecond();
        bench.take(0, {{"x", 5}});
        bench.change([](auto &plant) { plant.sensors[0].interval = 10s; });
        QVERIFY(bench.nextAbsence() == Bench::instant(30.0));
        QCOMPARE(bench.take(29, {{"x", 5}}), QStringList());
    }
};

std::unique_ptr<QObject> makeAbsenceTest()
{
    return std::make_unique<AbsenceTest>();
}

#include "absencetest.moc"
