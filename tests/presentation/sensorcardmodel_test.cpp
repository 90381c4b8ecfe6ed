#include "madeup/madeupplant.h"
#include "presentation/numbers.h"
#include "presentation/sensorcardmodel.h"
#include "tests.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace rig;
using namespace rig::presentation;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

class SensorCardModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void shouldKeepTheOrderOfThePlant();
    void shouldSayWhichLimitIsBroken();
    void shouldShowTheAgeOfWhatIsStale();
    void shouldKeepTheLastValueOfWhatIsBadAside();
    void shouldNotMakeUpAValueThatNeverCame();
    void shouldNotJudgeAStoppedMachine();
    void shouldSayUntilWhenASensorIsInMaintenance();
    void shouldSaySimulatedFromTheOriginOfTheValue();
    void shouldNameWhatMakesAFreshValueUncertain();
    void shouldTellEveryStateApart();
    void shouldTellChangedRowsInMergedRanges();
    void shouldTellNothingWhenNothingChanged();
    void shouldMoveTracesEveryHalfSecondAlone();
    void shouldLeaveRetiredSensorsOut();
    void shouldKeepRowsWhenAnEqualPlantIsSwappedIn();
    void shouldHaveNoRowsForAMachineThatThereIsNot();

private:
    const SensorCard &card(std::string_view name) const
    {
        return m_model->card(m_states.current->plant->machines()[0].slotOf(name));
    }
    void show(PlantState state)
    {
        m_states.current = std::make_shared<PlantState>(std::move(state));
        m_model->show(m_states.current, 1);
    }

    PlantPtr m_plant;
    madeup::States m_states;
    std::unique_ptr<SensorCardModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void SensorCardModelTest::init()
{
    m_plant = madeup::demoPlant();
    m_tester.reset();
    m_model = std::make_unique<SensorCardModel>(m_states);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    show(madeup::everyState(m_plant));
}

void SensorCardModelTest::shouldKeepTheOrderOfThePlant()
{
    QCOMPARE(m_model->rowCount(), 50);
    QCOMPARE(m_model->index(0).data().toString(), u"Vibration"_s);
    QCOMPARE(m_model->index(3).data().toString(), u"Rotor speed"_s);
    QCOMPARE(m_model->index(49).data().toString(), u"Valve position"_s);
}

void SensorCardModelTest::shouldSayUntilWhenASensorIsInMaintenance()
{
    PlantState state = madeup::everyState(m_plant);
    for (const char *name : {"vibration", "temperature", "ambient_temp"})
        madeup::putIntoMaintenance(state, 0, name);
    show(state);
    for (const char *name : {"vibration", "temperature", "ambient_temp"}) {
        QCOMPARE(card(name).glyph, Glyph::maintenance);
        QCOMPARE(card(name).chip, u"MAINT to 12:00"_s);
        QCOMPARE(card(name).chipStatus, Status::maintenance);
        QVERIFY2(card(name).spoken().contains(u"in maintenance, not judged: new probe"),
                 qPrintable(card(name).spoken()));
    }
    QCOMPARE(card("vibration").value, u"7.62"_s); // it is shown as it comes
    QVERIFY(!card("vibration").broken);
    QVERIFY(card("temperature").value == noValueText() && card("temperature").aside.startsWith(u"last "));
    QCOMPARE(card("ambient_temp").aside, u"no reading yet"_s);
    QVERIFY(!card("temperature").remark.isEmpty()); // why there is no present one
    madeup::putIntoMaintenance(state, 0);
    show(state);
    // What is old is never shown as the present value.
    QCOMPARE(card("flow_rate").glyph, Glyph::maintenance);
    QCOMPARE(card("flow_rate").chip, u"STALE 14 s"_s);
    QCOMPARE(card("flow_rate").chipStatus, Status::stale);
    QVERIFY(card("flow_rate").value == noValueText() && card("flow_rate").aside.startsWith(u"last "));
    QCOMPARE(card("bearing_temp").glyph, Glyph::maintenance);
    QVERIFY(card("bearing_temp").chip.isEmpty()); // the machine says it for all
}

void SensorCardModelTest::shouldSayWhichLimitIsBroken()
{
    QCOMPARE(card("vibration").chip, u"HIHI 7.25"_s);
    QCOMPARE(card("vibration").glyph, Glyph::alarmHigh);
    QCOMPARE(card("vibration").value, u"7.62"_s);
    QCOMPARE(card("vibration").average, u"7.02"_s);
    QCOMPARE(card("bearing_temp").chip, u"HI 160"_s);
    QCOMPARE(card("humidity").chip, u"LO 30"_s);
    QCOMPARE(card("pressure").chip, u"LOLO 1"_s);
    QVERIFY(card("rpm").chip.isEmpty());
}

void SensorCardModelTest::shouldShowTheAgeOfWhatIsStale()
{
    QCOMPARE(card("flow_rate").chip, u"STALE 14 s"_s);
    QCOMPARE(card("flow_rate").glyph, Glyph::stale);
    QCOMPARE(card("flow_rate").value, u"233"_s);
}

void SensorCardModelTest::shouldKeepTheLastValueOfWhatIsBadAside()
{
    QCOMPARE(card("temperature").chip, u"BAD 48 s"_s);
    QCOMPARE(card("temperature").value, u"– –"_s);
    QCOMPARE(card("temperature").aside, u"last 84.1"_s);
    QVERIFY(card("temperature").average.isEmpty());
}

void SensorCardModelTest::shouldNotMakeUpAValueThatNeverCame()
{
    QCOMPARE(card("ambient_temp").glyph, Glyph::unknown);
    QCOMPARE(card("ambient_temp").value, u"– –"_s);
    QCOMPARE(card("ambient_temp").aside, u"no reading yet"_s);
    QVERIFY(!card("ambient_temp").mark);
}

void SensorCardModelTest::shouldNotJudgeAStoppedMachine()
{
    m_model->show(m_states.current, 3);
    QCOMPARE(m_model->card(0).glyph, Glyph::stopped);
    QVERIFY(m_model->card(0).chip.isEmpty());
}

void SensorCardModelTest::shouldSaySimulatedFromTheOriginOfTheValue()
{
    QCOMPARE(card("rpm").origin, Origin::simulated);
    QCOMPARE(card("co2_level").origin, Origin::field);
    QCOMPARE(card("ambient_temp").origin, Origin::field);
}

void SensorCardModelTest::shouldNameWhatMakesAFreshValueUncertain()
{
    QCOMPARE(card("dew_point").chip, u"GIVEN TWICE"_s);
    QCOMPARE(card("dew_point").chipStatus, Status::stale);
    QCOMPARE(card("dew_point").glyph, Glyph::normal);
    QVERIFY(!card("dew_point").remark.isEmpty());
}

void SensorCardModelTest::shouldTellEveryStateApart()
{
    const QString spoken = m_model->index(0).data(Qt::AccessibleTextRole).toString();
    QCOMPARE(spoken, u"Vibration, 7.62 mm/s, HIHI 7.25, average 7.02, simulated"_s);
    QCOMPARE(card("ambient_temp").spoken(), u"Ambient temp., no reading yet, unknown"_s);
}

void SensorCardModelTest::shouldTellChangedRowsInMergedRanges()
{
    QSignalSpy changes(m_model.get(), &QAbstractItemModel::dataChanged);
    PlantState state = *m_states.current;
    for (const char *name : {"torque", "shaft_alignment", "motor_current", "voltage"})
        madeup::sensor(state, 0, name).average += 1;
    madeup::sensor(state, 0, "belt_tension").limit = LimitState::hi;
    show(state);
    QCOMPARE(changes.size(), 3);
    QCOMPARE(changes[0][0].toModelIndex().row(), 10);
    QCOMPARE(changes[0][1].toModelIndex().row(), 12);
    QCOMPARE(changes[0][2].value<QList<int>>(), QList<int>{SensorCardModel::ValueRole});
    QCOMPARE(changes[1][0].toModelIndex().row(), 13);
    QVERIFY(changes[1][2].value<QList<int>>().contains(SensorCardModel::CardRole));
    QVERIFY(changes[1][2].value<QList<int>>().contains(SensorCardModel::TraceRole));
    QCOMPARE(changes[2][0].toModelIndex().row(), 20);
}

void SensorCardModelTest::shouldTellNothingWhenNothingChanged()
{
    QSignalSpy changes(m_model.get(), &QAbstractItemModel::dataChanged);
    show(*m_states.current);
    QCOMPARE(changes.size(), 0);
}

void SensorCardModelTest::shouldMoveTracesEveryHalfSecondAlone()
{
    show(madeup::quietState(m_plant, Origin::field));
    QSignalSpy changes(m_model.get(), &QAbstractItemModel::dataChanged);
    PlantState state = *m_states.current;
    state.time += 400ms;
    show(state);
    QCOMPARE(changes.size(), 0);
    state.time += 100ms;
    show(state);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes[0][2].value<QList<int>>(), QList<int>{SensorCardModel::TraceRole});
    QCOMPARE(m_model->index(0).data(SensorCardModel::TraceRole).value<std::vector<TraceStep>>().size(),
             std::size_t(120));
}

void SensorCardModelTest::shouldLeaveRetiredSensorsOut()
{
    PlantDefinition definition = m_plant->definition();
    definition.sensors[1].retired = true;
    definition.machines[0].slots[3].retired = true;
    definition.machines[0].stateRule.reset(); // which goes by it
    PlantState state = *m_states.current;
    state.plant = *Plant::make(2, definition);
    show(state);
    QCOMPARE(m_model->rowCount(), 48);
    QCOMPARE(m_model->index(1).data().toString(), u"Flow rate"_s);
    QCOMPARE(m_model->index(2).data().toString(), u"Temperature"_s);
    QCOMPARE(m_model->card(2).slot, 4);
}

void SensorCardModelTest::shouldKeepRowsWhenAnEqualPlantIsSwappedIn()
{
    QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
    PlantState state = *m_states.current;
    state.plant = *Plant::make(2, m_plant->definition());
    show(state);
    QCOMPARE(resets.size(), 0);
    PlantDefinition definition = m_plant->definition();
    definition.sensors[0].limits.hi = 5;
    state.plant = *Plant::make(3, definition);
    show(state);
    QCOMPARE(resets.size(), 1);
}

void SensorCardModelTest::shouldHaveNoRowsForAMachineThatThereIsNot()
{
    m_model->show(m_states.current, 99);
    QCOMPARE(m_model->rowCount(), 0);
}

} // namespace

std::unique_ptr<QObject> makeSensorCardModelTest()
{
    return std::make_unique<SensorCardModelTest>();
}

#include "sensorcardmodel_test.moc"
