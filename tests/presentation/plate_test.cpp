#include "madeup/madeupplant.h"
#include "presentation/findinglists.h"
#include "presentation/numbers.h"
#include "presentation/plate.h"
#include "tests.h"

#include <QTest>

using namespace rig;
using namespace rig::presentation;
using namespace Qt::Literals::StringLiterals;

namespace {

class PlateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldNameTheWorstSensor();
    void shouldSayRunningWhereAllIsWell();
    void shouldSayStopped();
    void shouldSayThatSomethingWasFound();
    void shouldMarkStaleValuesAndTellTheirAge();
    void shouldSayUnknownWithoutAReading();
    void shouldTellScoreLifeAndOriginWhereThereAreAny();
    void shouldTakeTheScoreThatIsPresent();
    void shouldSayWhatModelsExpect();
    void shouldSayUntilWhenTheMachineIsInMaintenance();
};

void PlateTest::shouldSayUntilWhenTheMachineIsInMaintenance()
{
    PlantState state = madeup::waitingState(madeup::demoPlant());
    madeup::putIntoMaintenance(state, 2); // of which there is no reading
    const Plate plate = plateOf(state, 3);
    QCOMPARE(plate.glyph, Glyph::maintenance);
    QCOMPARE(plate.word, u"MAINT to 12:00"_s);
    QCOMPARE(plate.cause, u"oil change"_s);
    const auto wordUntil = [&state](const std::optional<Instant> &to) {
        Maintenance other = *state.machines[2].maintenance;
        other.to = to;
        state.machines[2].maintenance = std::make_shared<Maintenance>(other);
        return plateOf(state, 3).word;
    };
    QCOMPARE(wordUntil(state.time + std::chrono::hours(24)), u"MAINT to 13 Jan"_s);
    QCOMPARE(wordUntil(state.time + std::chrono::hours(24 * 365)), u"MAINT to 12 Jan 2027"_s);
    QCOMPARE(wordUntil({}), u"MAINT"_s);
}

void PlateTest::shouldSayThatSomethingWasFound()
{
    PlantState state = madeup::quietState(madeup::demoPlant(), Origin::replayed);
    MachineScore score;
    score.machine = 1;
    score.at = score.sourceAt = state.time;
    score.score = .8;
    state.machines[0].score = score;
    Plate plate = plateOf(state, 1);
    QVERIFY(plate.found);
    QCOMPARE(plate.word, u"FINDING"_s);
    QCOMPARE(plate.glyph, Glyph::warningHigh);
    QCOMPARE(plate.markStatus, Status::notNow);
    state.machines[0].run = RunState::stopped;
    plate = plateOf(state, 1);
    QCOMPARE(plate.word, u"STOPPED"_s);
    QCOMPARE(plate.cause, u"finding"_s);
    QCOMPARE(plate.glyph, Glyph::stopped);
}

void PlateTest::shouldNameTheWorstSensor()
{
    const Plate plate = plateOf(madeup::spineState(madeup::demoPlant()), 1);
    QCOMPARE(plate.word, u"ALARM"_s);
    QCOMPARE(plate.cause, u"vibration"_s);
    QCOMPARE(plate.glyph, Glyph::alarmHigh);
    QCOMPARE(plate.values.size(), std::size_t(3));
    QCOMPARE(plate.values[0], (Plate::Value{u"Rotor speed"_s, u"3124"_s, u"RPM"_s, true, {}}));
    QCOMPARE(plate.values[2].number, u"7.62"_s);
}

void PlateTest::shouldSayRunningWhereAllIsWell()
{
    const Plate plate = plateOf(madeup::spineState(madeup::demoPlant()), 2);
    QCOMPARE(plate.word, u"RUNNING"_s);
    QVERIFY(plate.cause.isEmpty());
}

void PlateTest::shouldSayStopped()
{
    QCOMPARE(plateOf(madeup::spineState(madeup::demoPlant()), 3).word, u"STOPPED"_s);
}

void PlateTest::shouldMarkStaleValuesAndTellTheirAge()
{
    PlantState state = madeup::quietState(madeup::demoPlant(), Origin::field);
    SensorState &rpm = madeup::sensor(state, 0, "rpm");
    rpm.reason = QualityReason::stale;
    rpm.recordTime = state.time - std::chrono::seconds(14);
    const Plate plate = plateOf(state, 1);
    QCOMPARE(plate.word, u"STALE"_s);
    QCOMPARE(plate.cause, u"rotor speed 14 s"_s);
    QVERIFY(!plate.values[0].fresh);
    QCOMPARE(plate.values[0].flaw, u"STALE 14 s"_s);
    QVERIFY(plate.values[1].fresh && plate.values[1].flaw.isEmpty());
    // Also where something else comes first.
    madeup::sensor(state, 0, "vibration").limit = LimitState::hiHi;
    SensorState &temperature = madeup::sensor(state, 0, "temperature");
    temperature.quality = Quality::bad;
    temperature.reason = QualityReason::lost;
    temperature.recordTime = state.time - std::chrono::seconds(48);
    const Plate alarm = plateOf(state, 1);
    QCOMPARE(alarm.word, u"ALARM"_s);
    QCOMPARE(alarm.values[0].flaw, u"STALE 14 s"_s);
    QCOMPARE(alarm.values[1].flaw, u"BAD 48 s"_s);
    madeup::sensor(state, 0, "rpm").reason = QualityReason::sourceTimeMissing;
    QCOMPARE(plateOf(state, 1).values[0].flaw, u"NO TIME"_s);
}

void PlateTest::shouldSayUnknownWithoutAReading()
{
    const PlantState state = madeup::waitingState(madeup::demoPlant());
    QCOMPARE(plateOf(state, 3).word, u"UNKNOWN"_s);
    QCOMPARE(plateOf(state, 3).cause, u"no reading yet"_s);
    QCOMPARE(plateOf(state, 99).word, u"UNKNOWN"_s);
}

void PlateTest::shouldTellScoreLifeAndOriginWhereThereAreAny()
{
    PlantState state = madeup::quietState(madeup::demoPlant(), Origin::field);
    QCOMPARE(plateOf(state, 1).name, u"Alpha"_s);
    QCOMPARE(plateOf(state, 1).score, noValueText());
    QVERIFY(plateOf(state, 1).mark.isEmpty());
    QVERIFY(!plateOf(state, 1).life);
    MachineScore score;
    score.machine = 1;
    score.at = score.sourceAt = state.time;
    score.score = .5;
    state.machines[0].score = score;
    state.machines[0].origin = Origin::simulated;
    Outlook outlook{1, state.time};
    outlook.lives = {{"vibration", LifeState::degrading, RemainingLife{6, 9.5, 14}},
                     {"rpm", LifeState::degrading, RemainingLife{5, 11, 14}},
                     {"torque", LifeState::stable}};
    state.machines[0].outlook = std::make_shared<const Outlook>(outlook);
    Plate plate = plateOf(state, 1);
    QCOMPARE(plate.score, u"0.50"_s);
    QVERIFY(!plate.found);
    QCOMPARE(plate.mark, u"SIM"_s);
    QCOMPARE(plate.lifeWords.number, u"9"_s);
    state.machines[0].score->score = .87;
    QVERIFY(plateOf(state, 1).found);
    state.machines[0].score->at = state.time - std::chrono::minutes(5);
    plate = plateOf(state, 1);
    QCOMPARE(plate.score, noValueText());
    QVERIFY(!plate.found);
}

void PlateTest::shouldTakeTheScoreThatIsPresent()
{
    auto state = std::make_shared<PlantState>(madeup::quietState(madeup::demoPlant(), Origin::field));
    QCOMPARE(withPresentScores(state, nullptr), state);
    MachineScore old;
    old.machine = 1;
    old.at = old.sourceAt = state->time - std::chrono::minutes(5);
    old.score = .87;
    state->machines[0].score = old;
    const auto without = withPresentScores(state, nullptr);
    QVERIFY(!without->machines[0].score);
    FindingsView view;
    view.scores = {old};
    view.scores[0].at = state->time;
    const auto with = withPresentScores(state, &view);
    QVERIFY(with->machines[0].score);
    QCOMPARE(with->machines[0].score->at, state->time);
    QVERIFY(!with->machines[1].score);
}

void PlateTest::shouldSayWhatModelsExpect()
{
    PlantState state = madeup::quietState(madeup::demoPlant(), Origin::field);
    MachineScore score;
    score.machine = 1;
    score.at = score.sourceAt = state.time;
    score.score = .2;
    score.expected = {{"rpm", 2987.4, 12}, {"vibration", 1.234, .1}};
    state.machines[0].score = score;
    Plate plate = plateOf(state, 1);
    QCOMPARE(plate.values[0].expected, u"2987"_s);
    QCOMPARE(plate.values[1].expected, QString());
    QCOMPARE(plate.values[2].expected, u"1.23"_s);
    state.machines[0].score->at -= std::chrono::minutes(5); // of then, not of now
    plate = plateOf(state, 1);
    QCOMPARE(plate.values[0].expected, QString());
}

} // namespace

std::unique_ptr<QObject> makePlateTest()
{
    return std::make_unique<PlateTest>();
}

#include "plate_test.moc"
