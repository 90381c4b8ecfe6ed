#include "madeup/madeupplant.h"
#include "presentation/overviewmodel.h"
#include "tests.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace rig;
using namespace rig::presentation;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const OverviewTile &tile(const std::vector<OverviewArea> &areas, QStringView id)
{
    for (const OverviewArea &area : areas)
        for (const OverviewTile &candidate : area.tiles)
            if (candidate.id == id)
                return candidate;
    qFatal("no machine %s", id.toUtf8().constData());
}

std::vector<OverviewArea> overview(const PlantState &state)
{
    return overviewOf(state, summaries(state));
}

class OverviewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldStandInTheAreasOfThePlant();
    void shouldSayWhatIsWorstAndWhichLimitIsBroken();
    void shouldShowTheSensorThatTellsTheStateWhereNothingIsWrong();
    void shouldSayWhatModelsFindWhereNothingElseIsWrong();
    void shouldTellNoDataFromOneSensorThatIsStale();
    void shouldCountNoDataFromTheNewestValue();
    void shouldSayWhyAMachineIsUnknown();
    void shouldCountEveryMachineOnce();
    void shouldPutMachinesWithoutAnAreaLast();
    void shouldLeaveRetiredMachinesOut();
    void shouldKeepEveryMachineInItsPlace();
    void shouldTellOnlyWhatChanged();
    void shouldTellAnAreaThatGotWorse();
};

void OverviewTest::shouldStandInTheAreasOfThePlant()
{
    const auto areas = overview(madeup::wallState(madeup::wallPlant()));
    QCOMPARE(areas.size(), std::size_t(4));
    QCOMPARE(areas[1].title, u"Hall 2"_s);
    QCOMPARE(areas[1].tiles.size(), std::size_t(8));
    QCOMPARE(areas[1].worst(), Glyph::warningHigh);
    QCOMPARE(areas[0].worst(), Glyph::alarmHigh);
    QCOMPARE(areas[3].worst(), Glyph::normal);
}

void OverviewTest::shouldSayWhatIsWorstAndWhichLimitIsBroken()
{
    PlantState state = madeup::wallState(madeup::wallPlant());
    madeup::sensor(state, 2, "bearing_temp").limit = LimitState::hi; // less than the alarm
    const auto areas = overview(state);
    const OverviewTile &alarm = tile(areas, u"L03"_s);
    QCOMPARE(alarm.word, u"ALARM"_s);
    QCOMPARE(alarm.cause, u"Vibration"_s);
    QCOMPARE(alarm.sensor->chip, u"HIHI 7.25"_s);
    QCOMPARE(alarm.sensor->value, u"7.62"_s);
    QCOMPARE(alarm.age, u"now"_s);
    QVERIFY2(alarm.spoken().contains(u"HIHI 7.25"), qPrintable(alarm.spoken()));
}

void OverviewTest::shouldShowTheSensorThatTellsTheStateWhereNothingIsWrong()
{
    const auto areas = overview(madeup::wallState(madeup::wallPlant()));
    const OverviewTile &well = tile(areas, u"L01"_s);
    QVERIFY(well.word.isEmpty() && well.cause.isEmpty());
    QCOMPARE(well.sensor->title, u"Rotor speed"_s);
    QCOMPARE(tile(areas, u"L17"_s).word, u"STOPPED"_s);
    QCOMPARE(tile(areas, u"U02"_s).word, u"MAINT to 12:00"_s);
}

void OverviewTest::shouldSayWhatModelsFindWhereNothingElseIsWrong()
{
    const PlantState state = madeup::wallState(madeup::wallPlant());
    FindingsView view;
    const auto numberOf = [&](const char *id) { return state.plant->machine(id)->machine().number; };
    for (const char *id : {"L01", "L02", "L03", "L04", "L17"})
        view.scores.push_back({numberOf(id),
                               state.time - 1s,
                               .834,
                               1e-5,
                               {{"vibration", .4}, {"rpm", .3}},
                               RunState::running,
                               {},
                               "4f2a91c07b3e",
                               false});
    view.scores[1].score = .5;           // usual
    view.scores[3].at = state.time - 1h; // says nothing of now
    const auto areas = overviewOf(state, summaries(state), &view);
    const OverviewTile &found = tile(areas, u"L01"_s);
    QVERIFY(found.finding);
    QCOMPARE(found.word, u"FINDING 0.83"_s);
    QCOMPARE(found.cause, u"Vibration"_s);
    QCOMPARE(found.sensor->title, u"Vibration"_s);
    QVERIFY2(found.spoken().contains(u"finding 0.83"), qPrintable(found.spoken()));
    QCOMPARE(found.glyph, Glyph::normal); // limits are what it is counted by
    QCOMPARE(tile(areas, u"L03"_s).word, u"ALARM"_s);
    QCOMPARE(tile(areas, u"L17"_s).word, u"STOPPED"_s);
    for (const char16_t *id : {u"L02", u"L03", u"L04", u"L05", u"L17"})
        QVERIFY(!tile(areas, id).finding);
}

void OverviewTest::shouldTellNoDataFromOneSensorThatIsStale()
{
    PlantState state = madeup::wallState(madeup::wallPlant());
    SensorState &stale = madeup::sensor(state, 0, "vibration");
    stale.quality = Quality::uncertain;
    stale.reason = QualityReason::stale;
    stale.recordTime = state.time - 14s;
    const auto areas = overview(state);
    QCOMPARE(tile(areas, u"L01"_s).word, u"STALE"_s);
    QCOMPARE(tile(areas, u"L01"_s).cause, u"Vibration"_s);
    QCOMPARE(tile(areas, u"L13"_s).word, u"NO DATA"_s);
    QCOMPARE(tile(areas, u"L13"_s).cause, u"for 3 min"_s);
    QVERIFY(!tile(areas, u"L13"_s).sensor);
}

void OverviewTest::shouldCountNoDataFromTheNewestValue()
{
    PlantState state = madeup::wallState(madeup::wallPlant());
    MachineState &machine = state.machines[0];
    machine.recordTime = state.time; // readings come
    machine.run = RunState::unknown;
    const auto spoil = [&](std::optional<Instant> newest) {
        for (SensorState &sensor : machine.sensors)
            sensor = {.quality = Quality::bad, .limit = LimitState::unjudged, .recordTime = newest};
        return tile(overview(state), u"L01"_s);
    };
    const OverviewTile silent = spoil(state.time - 5min);
    QCOMPARE(silent.word, u"NO DATA"_s);
    QCOMPARE(silent.cause, u"for 5 min"_s);
    const OverviewTile bad = spoil(state.time);
    QCOMPARE(bad.word, u"BAD"_s);
    QVERIFY(bad.sensor);
    const OverviewTile never = spoil({});
    QCOMPARE(never.word, u"NO DATA"_s);
    QCOMPARE(never.cause, u"no value yet"_s);
}

void OverviewTest::shouldSayWhyAMachineIsUnknown()
{
    const auto areas = overview(madeup::waitingState(madeup::demoPlant()));
    QCOMPARE(tile(areas, u"C"_s).word, u"UNKNOWN"_s);
    QCOMPARE(tile(areas, u"C"_s).cause, u"no reading yet"_s);
}

void OverviewTest::shouldCountEveryMachineOnce()
{
    std::vector<OverviewTile> tiles;
    for (const OverviewArea &area : overview(madeup::wallState(madeup::wallPlant())))
        tiles.insert(tiles.end(), area.tiles.begin(), area.tiles.end());
    OverviewCounts expected{.alarm = 1, .warning = 2, .noData = 1, .resting = 2, .normal = 19};
    QCOMPARE(countsOf(tiles), expected);
    QCOMPARE(countsOf(tiles).all(), 25);
    for (OverviewTile &tile : tiles)
        tile.finding = true; // what is wrong otherwise comes first
    expected.finding = std::exchange(expected.normal, 0);
    QCOMPARE(countsOf(tiles), expected);
}

void OverviewTest::shouldPutMachinesWithoutAnAreaLast()
{
    PlantDefinition definition = madeup::demoPlant()->definition();
    definition.machines[0].area.clear();
    auto areas = overview(madeup::quietState(*Plant::make(2, definition), Origin::field));
    QCOMPARE(areas.size(), std::size_t(2));
    QCOMPARE(areas[1].title, u"No area"_s);
    QCOMPARE(areas[1].tiles[0].id, u"A"_s);
    for (Machine &machine : definition.machines)
        machine.area.clear();
    definition.areas.clear();
    areas = overview(madeup::quietState(*Plant::make(3, definition), Origin::field));
    QCOMPARE(areas.size(), std::size_t(1));
    QVERIFY(areas[0].title.isEmpty());
}

void OverviewTest::shouldLeaveRetiredMachinesOut()
{
    PlantDefinition definition = madeup::demoPlant()->definition();
    definition.machines[1].retired = true;
    const auto areas = overview(madeup::quietState(*Plant::make(2, definition), Origin::field));
    QCOMPARE(areas[0].tiles.size(), std::size_t(2));
    QCOMPARE(areas[0].tiles[1].id, u"C"_s);
}

void OverviewTest::shouldKeepEveryMachineInItsPlace()
{
    madeup::States states;
    OverviewModel model(states);
    QAbstractItemModelTester tester(&model);
    PlantState state = madeup::quietState(madeup::wallPlant(), Origin::field);
    model.show(state, summaries(state));
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    const PlantState bad = madeup::wallState(madeup::wallPlant()); // another plant, equal to the first
    model.show(bad, summaries(bad));
    QCOMPARE(resets.size(), 0);
    for (int row = 0; row < model.rowCount(); ++row)
        QCOMPARE(model.tile(row).machine, row + 1);
}

void OverviewTest::shouldTellOnlyWhatChanged()
{
    madeup::States states;
    OverviewModel model(states);
    PlantState state = madeup::wallState(madeup::wallPlant());
    model.show(state, summaries(state));
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.show(state, summaries(state));
    QCOMPARE(changes.size(), 0);
    madeup::sensor(state, 4, "rpm").value = 3210;
    madeup::sensor(state, 4, "temperature").value = 71; // not shown
    madeup::sensor(state, 5, "temperature").value = 72;
    model.show(state, summaries(state));
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes[0][0].toModelIndex().row(), 4);
    QCOMPARE(changes[0][2].value<QList<int>>(), QList<int>{OverviewModel::ValueRole});
    madeup::sensor(state, 4, "temperature").limit = LimitState::hi;
    model.show(state, summaries(state));
    QCOMPARE(changes.size(), 2);
    QCOMPARE(changes[1][2].value<QList<int>>().size(), 3);
}

void OverviewTest::shouldTellAnAreaThatGotWorse()
{
    madeup::States states;
    OverviewModel model(states);
    PlantState state = madeup::wallState(madeup::wallPlant());
    model.show(state, summaries(state));
    QSignalSpy areas(&model, &OverviewModel::areaChanged);
    madeup::sensor(state, 21, "vibration").limit = LimitState::hiHi;
    model.show(state, summaries(state));
    QCOMPARE(areas.size(), 1);
    QCOMPARE(areas[0][0].toInt(), 3);
    QCOMPARE(model.areas()[3].worst, Glyph::alarmHigh);
}

} // namespace

std::unique_ptr<QObject> makeOverviewTest()
{
    return std::make_unique<OverviewTest>();
}

#include "overview_test.moc"
