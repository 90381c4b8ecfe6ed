#include "madeup/madeupplant.h"
#include "presentation/machinesummary.h"
#include "presentation/originmark.h"
#include "tests.h"

#include <QTest>

using namespace rig;
using namespace rig::presentation;
using namespace Qt::Literals::StringLiterals;

namespace {

class MachineSummaryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldWearItsWorstState();
    void shouldCountWhatIsAbnormal();
    void shouldShowARestingMachineAsStopped();
    void shouldBeUnknownWhereHalfOfItNeverSpoke();
    void shouldLeaveRetiredMachinesOut();
    void shouldSayWhereItsValuesComeFrom();
    void shouldPutWhatIsOldBeforeAnyLimit();
    void shouldPutMaintenanceBeforeWhatIsOld();
};

/// Who works on a machine switches it off: that it sends nothing is no news.
void MachineSummaryTest::shouldPutMaintenanceBeforeWhatIsOld()
{
    PlantState state = madeup::spineState(madeup::demoPlant());
    SensorState &flow = madeup::sensor(state, 0, "flow_rate");
    QCOMPARE(signOf(flow, RunState::running), Glyph::stale);
    QCOMPARE(signOf(flow, RunState::maintenance), Glyph::maintenance);
    madeup::putIntoMaintenance(state, 0, "flow_rate");
    QCOMPARE(signOf(flow, RunState::running), Glyph::maintenance);
    QCOMPARE(summaries(state)[0].stale, 0);
    QCOMPARE(summaries(state)[0].glyph, Glyph::alarmHigh); // of others
    QVERIFY(summaries(state)[0].reason.isEmpty());
    madeup::putIntoMaintenance(state, 0);
    QCOMPARE(summaries(state)[0].glyph, Glyph::maintenance);
    QCOMPARE(summaries(state)[0].runWords, u"in maintenance to 12:00"_s);
    QCOMPARE(summaries(state)[0].reason, u"oil change"_s);
    for (SensorState &sensor : state.machines[0].sensors)
        sensor = {};
    QCOMPARE(summaries(state)[0].glyph, Glyph::maintenance);
}

void MachineSummaryTest::shouldWearItsWorstState()
{
    const auto machines = summaries(madeup::spineState(madeup::demoPlant()));
    QCOMPARE(machines.size(), std::size_t(3));
    QCOMPARE(machines[0].glyph, Glyph::alarmHigh);
    QCOMPARE(machines[1].glyph, Glyph::normal);
    QCOMPARE(machines[0].title, u"Alpha"_s);
    QCOMPARE(machines[0].origins, std::vector{Origin::simulated});
}

void MachineSummaryTest::shouldSayWhereItsValuesComeFrom()
{
    PlantState state = madeup::quietState(madeup::demoPlant(), Origin::replayed);
    QCOMPARE(summaries(state)[0].origins, std::vector{Origin::replayed});
    madeup::sensor(state, 0, "rpm").origin = Origin::simulated;
    QCOMPARE(summaries(state)[0].origins, (std::vector{Origin::simulated, Origin::replayed}));
    QVERIFY(!markOf(Origin::field) && !markOf(Origin::ingest));
    QCOMPARE(markOf(Origin::replayed)->word, u"REPLAYED"_s);
    QCOMPARE(markOf(Origin::replayed)->status, Status::notNow);
}

void MachineSummaryTest::shouldCountWhatIsAbnormal()
{
    const auto machines = summaries(madeup::everyState(madeup::demoPlant()));
    QCOMPARE(machines[0].sensors, 50);
    QCOMPARE(machines[0].alarms, 2);
    QCOMPARE(machines[0].warnings, 3);
    QCOMPARE(machines[0].stale, 1);
    QCOMPARE(machines[0].bad, 1);
    QCOMPARE(machines[0].unknown, 1);
}

void MachineSummaryTest::shouldShowARestingMachineAsStopped()
{
    const auto machines = summaries(madeup::spineState(madeup::demoPlant()));
    QCOMPARE(machines[2].glyph, Glyph::stopped);
    QCOMPARE(machines[2].alarms, 0);
}

void MachineSummaryTest::shouldBeUnknownWhereHalfOfItNeverSpoke()
{
    PlantState state = madeup::waitingState(madeup::demoPlant());
    QCOMPARE(summaries(state)[0].glyph, Glyph::normal);
    QCOMPARE(summaries(state)[2].glyph, Glyph::unknown);
    for (std::size_t slot = 0; slot < 25; ++slot)
        state.machines[1].sensors[slot] = {};
    QCOMPARE(summaries(state)[1].glyph, Glyph::unknown);
    state.machines.clear();
    QCOMPARE(summaries(state)[1].glyph, Glyph::unknown);
}

void MachineSummaryTest::shouldLeaveRetiredMachinesOut()
{
    PlantState state = madeup::spineState(madeup::demoPlant());
    PlantDefinition definition = state.plant->definition();
    definition.machines[1].retired = true;
    state.plant = *Plant::make(2, definition);
    const auto machines = summaries(state);
    QCOMPARE(machines.size(), std::size_t(2));
    QCOMPARE(machines[1].id, u"C"_s);
    QCOMPARE(machines[1].glyph, Glyph::stopped);
}

void MachineSummaryTest::shouldPutWhatIsOldBeforeAnyLimit()
{
    SensorState sensor{9, Quality::good, QualityReason::none, {}, LimitState::hiHi, madeup::pictured(), 9};
    QCOMPARE(signOf(sensor, RunState::running), Glyph::alarmHigh);
    sensor.reason = QualityReason::stale;
    sensor.quality = Quality::uncertain;
    QCOMPARE(signOf(sensor, RunState::running), Glyph::stale);
    sensor.quality = Quality::bad;
    QCOMPARE(signOf(sensor, RunState::running), Glyph::bad);
    sensor.recordTime.reset();
    QCOMPARE(signOf(sensor, RunState::running), Glyph::unknown);
    QCOMPARE(
        signOf({1, Quality::good, {}, {}, LimitState::unjudged, madeup::pictured(), 1}, RunState::running),
        Glyph::unknown);
}

} // namespace

std::unique_ptr<QObject> makeMachineSummaryTest()
{
    return std::make_unique<MachineSummaryTest>();
}

#include "machinesummary_test.moc"
