#include "madeup/madeupplant.h"
#include "presentation/dots.h"
#include "presentation/health.h"
#include "presentation/statusfigures.h"
#include "tests.h"

#include <QTest>

using namespace rig;
using namespace rig::presentation;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

class DotsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldFallLinearlyFromTheFirstLimitToTheSecond();
    void shouldJudgeACategoryByItsMeanAndItsAlarms();
    void shouldNotCallHalfKnownCategoriesHealthy();
    void shouldCountWorkersAndDatabaseAsSystem();
    void shouldSayHowLongTheDatabaseIsAway();
    void shouldTellTheAgeOfData();
    void shouldNotBeGreenWithoutData();
    void shouldShowTheWorstMachinesElectrics();
    void shouldReadSafetyFromGroundFault();
    void shouldSayWhichServersAreUsedInTheStrip();
    void shouldSayInTheStripThatATopicHasNoKeys();
    void shouldShowNoCountBeforeThereIsOne();
    void shouldTellNamesThatNoSensorHasInTheStrip();

private:
    PlantState m_state = madeup::quietState(madeup::demoPlant(), Origin::field);
};

void DotsTest::shouldFallLinearlyFromTheFirstLimitToTheSecond()
{
    const Limits limits{10, 20, 80, 90, 0};
    QCOMPARE(healthOf(50, limits), 1.0);
    QCOMPARE(healthOf(80, limits), 1.0);
    QCOMPARE(healthOf(85, limits), .5);
    QCOMPARE(healthOf(95, limits), .0);
    QCOMPARE(healthOf(12.5, limits), .25);
    QCOMPARE(healthOf(80.1, {{}, {}, 80, {}, 0}), .0);
    QCOMPARE(healthOf(1e9, {}), 1.0);
}

void DotsTest::shouldJudgeACategoryByItsMeanAndItsAlarms()
{
    const MachineLayout &layout = m_state.plant->machines()[0];
    PlantState state = m_state;
    QCOMPARE(healthOf(Category::electrical, layout, state.machines[0]).share, 1.0);
    for (const char *name : {"voltage", "current", "power_factor"})
        madeup::sensor(state, 0, name).value = 1e6;
    const Health warning = healthOf(Category::electrical, layout, state.machines[0]);
    QCOMPARE(warning.verdict, Health::Verdict::warning);
    QCOMPARE(warning.share, .7);
    madeup::sensor(state, 0, "voltage").limit = LimitState::hiHi;
    QCOMPARE(healthOf(Category::electrical, layout, state.machines[0]).verdict, Health::Verdict::critical);
}

void DotsTest::shouldNotCallHalfKnownCategoriesHealthy()
{
    const MachineLayout &layout = m_state.plant->machines()[0];
    PlantState state = m_state;
    const char *names[] = {"voltage", "current", "power_factor", "frequency", "resistance", "capacitance"};
    for (int i = 0; i < 5; ++i)
        madeup::sensor(state, 0, names[i]).reason = QualityReason::stale;
    QCOMPARE(healthOf(Category::electrical, layout, state.machines[0]).verdict, Health::Verdict::nominal);
    madeup::sensor(state, 0, names[5]).quality = Quality::bad;
    QCOMPARE(healthOf(Category::electrical, layout, state.machines[0]).verdict, Health::Verdict::unknown);
}

void DotsTest::shouldCountWorkersAndDatabaseAsSystem()
{
    SystemStatus status = madeup::runningStatus();
    QCOMPARE(systemDot(status).glyph, Glyph::normal);
    QCOMPARE(systemDot(status).reason, u"workers, database OK"_s);
    status.judge.phase = ReaderStatus::Phase::waitingForPartitions;
    QCOMPARE(systemDot(status).glyph, Glyph::warningHigh);
    QCOMPARE(systemDot(status).reason, u"judge waits for partitions"_s);
    status.judge.phase = ReaderStatus::Phase::standingBy;
    QCOMPARE(systemDot(status).glyph, Glyph::normal);
    QVERIFY(systemDot(status).computed.contains(
        u"judge: stands by, another node judges this topic (keyless)."_s));
    status.historyTrouble = Error{ErrorKind::unavailable, u"The disk is full."_s, {}};
    QCOMPARE(systemDot(status).glyph, Glyph::warningLow);
    QCOMPARE(systemDot(status).reason, u"history not kept up"_s);
    QVERIFY(systemDot(status).computed.contains(u"History: The disk is full."_s));
    status.historyTrouble.reset();
    status.outlookTrouble = Error{ErrorKind::unavailable, u"The disk is full."_s, {}};
    QVERIFY(systemDot(status).computed.contains(u"is not told: The disk is full."_s));
    status.outlookTrouble.reset();
    status.judge.phase = ReaderStatus::Phase::waitingForPartitions;
    status.role = u"watch"_s;
    QCOMPARE(systemDot(status).glyph, Glyph::normal);
}

void DotsTest::shouldSayHowLongTheDatabaseIsAway()
{
    SystemStatus status = madeup::waitingStatus();
    QCOMPARE(systemDot(status).reason, u"database away 00:42"_s);
    QCOMPARE(systemDot(status).glyph, Glyph::warningHigh);
    status.database.away.reset();
    QCOMPARE(systemDot(status).glyph, Glyph::starting);
}

void DotsTest::shouldTellTheAgeOfData()
{
    SystemStatus status = madeup::runningStatus();
    QCOMPARE(commDot(status, m_state).reason, u"broker OK · data 0.2 s"_s);
    QCOMPARE(commDot(status, m_state).glyph, Glyph::normal);
    status.newestRecord = status.time - 3001ms;
    QCOMPARE(commDot(status, m_state).glyph, Glyph::stale);
    status.broker.there = false;
    status.broker.away = status.time - 5s;
    QCOMPARE(commDot(status, m_state).reason, u"broker away 00:05"_s);
}

void DotsTest::shouldNotBeGreenWithoutData()
{
    SystemStatus status = madeup::runningStatus();
    status.newestRecord.reset();
    QCOMPARE(commDot(status, m_state).glyph, Glyph::unknown);
    const PlantState empty{m_state.plant, m_state.time, {}, {}, {}};
    QCOMPARE(powerDot(empty).glyph, Glyph::unknown);
    QCOMPARE(safetyDot(empty).glyph, Glyph::unknown);
}

void DotsTest::shouldShowTheWorstMachinesElectrics()
{
    PlantState state = m_state;
    QCOMPARE(powerDot(state).reason, u"electrical 100 %"_s);
    QCOMPARE(powerDot(state).glyph, Glyph::normal);
    for (const char *name : {"voltage", "current", "power_factor"})
        madeup::sensor(state, 1, name).value = 1e6;
    QCOMPARE(powerDot(state).reason, u"electrical 70 % on B"_s);
    PlantState maintained = state;
    for (const char *name : {"voltage", "current", "power_factor"})
        madeup::putIntoMaintenance(maintained, 1, name);
    QCOMPARE(powerDot(maintained).reason, u"electrical 100 %"_s);
    QCOMPARE(statusOf(powerDot(state).glyph), Status::warning);
    state.machines[1].run = RunState::stopped;
    QCOMPARE(powerDot(state).glyph, Glyph::normal);
    for (SensorState &sensor : state.machines[2].sensors)
        sensor.reason = QualityReason::stale;
    QCOMPARE(powerDot(state).glyph, Glyph::stale);
}

void DotsTest::shouldReadSafetyFromGroundFault()
{
    PlantState state = m_state;
    QCOMPARE(safetyDot(state).glyph, Glyph::normal);
    madeup::sensor(state, 1, "ground_fault").limit = LimitState::hiHi;
    madeup::sensor(state, 1, "ground_fault").value = 71.5;
    QCOMPARE(safetyDot(state).glyph, Glyph::alarmHigh);
    QCOMPARE(safetyDot(state).reason, u"ground fault 71.5 mA on B"_s);
    madeup::sensor(state, 1, "ground_fault").reason = QualityReason::stale;
    QCOMPARE(safetyDot(state).glyph, Glyph::stale);
    madeup::putIntoMaintenance(state, 1, "ground_fault");
    QCOMPARE(safetyDot(state).glyph, Glyph::normal); // of the others
    for (const std::size_t machine : {0U, 2U})
        madeup::putIntoMaintenance(state, machine, "ground_fault");
    QCOMPARE(safetyDot(state).glyph, Glyph::unknown);
    QCOMPARE(safetyDot(state).reason, u"ground fault: in maintenance on C"_s);
}

void DotsTest::shouldSayWhichServersAreUsedInTheStrip()
{
    const auto places = placeFigures(madeup::waitingStatus());
    QCOMPARE(places.size(), std::size_t(3));
    QCOMPARE(places[0].value, u"node"_s);
    QCOMPARE(places[1].value, u"kafka-1.bremen:9093"_s);
    QCOMPARE(places[2].value, u"pg-1.bremen:5432"_s);
    QCOMPARE(places[2].unit, u"away"_s);
    QVERIFY(places[2].meaning.startsWith(u"Connection refused."));
}

void DotsTest::shouldSayInTheStripThatATopicHasNoKeys()
{
    SystemStatus status = madeup::runningStatus();
    const std::size_t usual = placeFigures(status).size();
    status.judge.keyless = true;
    QCOMPARE(placeFigures(status).size(), usual + 1);
    QCOMPARE(placeFigures(status).back().value, u"keyless"_s);
    QVERIFY(placeFigures(status).back().meaning.endsWith(u"This one does."));
    status.judge.phase = ReaderStatus::Phase::standingBy;
    QVERIFY(placeFigures(status).back().meaning.endsWith(u"Another node does."));
}

void DotsTest::shouldShowNoCountBeforeThereIsOne()
{
    const auto value = [](const SystemStatus &status, const QString &caption) {
        for (const Figure &figure : flowFigures(status))
            if (figure.caption == caption)
                return figure.value;
        return QString();
    };
    QCOMPARE(value(madeup::waitingStatus(), u"Stored"_s), u"–"_s);
    QCOMPARE(value(madeup::waitingStatus(), u"Keep lag"_s), u"42"_s);
    QCOMPARE(value(madeup::runningStatus(), u"Stored"_s), u"48\u00a0211\u00a0901"_s);
    SystemStatus status = madeup::runningStatus();
    status.judgeLag.reset();
    QCOMPARE(value(status, u"Judge lag"_s), u"–"_s);
}

void DotsTest::shouldTellNamesThatNoSensorHasInTheStrip()
{
    SystemStatus status = madeup::runningStatus();
    const std::size_t usual = flowFigures(status).size();
    SystemStatus behind = status;
    behind.judge.waiting = 1'200;
    QCOMPARE(flowFigures(behind).size(), usual + 1);
    QCOMPARE(flowFigures(behind)[4].caption, u"Skipped"_s);
    QVERIFY(flowFigures(behind)[4].glyph == Glyph::warningHigh);
    status.keep.unknownNames = {1234, 7, 0, {{"dust", 1200, "A", "0.7"}, {"st%1atus", 34, "B", "\"on %2\""}}};
    const auto figures = flowFigures(status);
    QCOMPARE(figures.size(), usual + 1);
    const Figure &unknown = figures[4];
    QCOMPARE(unknown.caption, u"Unknown"_s);
    QCOMPARE(unknown.value, u"7"_s);
    QCOMPARE(unknown.glyph, Glyph::none); // it is no alarm
    QCOMPARE(unknown.meaning, u"Values under names that no sensor of their machine has; they are not stored: "
                              u"dust (1\u00a0200, by A: "
                              u"0.7), st%1atus (34, by B: \"on %2\"). The page Plant lists more."_s);
    status.keep.unknownNames.names = 2;
    QVERIFY(flowFigures(status)[4].meaning.endsWith(u"\"on %2\")."_s));
    status.keep.unknownNames.beyond = 2000;
    QVERIFY(flowFigures(status)[4].meaning.endsWith(
        u"\"on %2\"). Values under names too long or too many to list: 2\u00a0000."_s));
    // A tool tip has room for few; the page has more.
    status.keep.unknownNames = {9, 9, 0, std::vector<UnknownName>(9, {"dust", 1, "A", "0.7"})};
    QCOMPARE(flowFigures(status)[4].meaning.count(u"dust"_s), 5);
    status.keep.unknownNames = {0, 0, 1, {}};
    QCOMPARE(flowFigures(status)[4].value, u"0"_s);
    QCOMPARE(flowFigures(status)[4].meaning, u"Values under names too long or too many to list: 1."_s);
    QCOMPARE(figures.back().caption, u"Rejected"_s);
    QVERIFY(figures.back().meaning.contains(u"rig_rejected"_s));
}

} // namespace

std::unique_ptr<QObject> makeDotsTest()
{
    return std::make_unique<DotsTest>();
}

#include "dots_test.moc"
