#include "madeup/madeupplant.h"
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
    void shouldMarkStaleValuesAndTellTheirAge();
    void shouldSayUnknownWithoutAReading();
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

void PlateTest::shouldNameTheWorstSensor()
{
    const Plate plate = plateOf(madeup::spineState(madeup::demoPlant()), 1);
    QCOMPARE(plate.word, u"ALARM"_s);
    QCOMPARE(plate.cause, u"vibration"_s);
    QCOMPARE(plate.glyph, Glyph::alarmHigh);
    QCOMPARE(plate.values.size(), std::size_t(3));
    QCOMPARE(plate.values[0], (Plate::Value{u"3124"_s, u"RPM"_s, true}));
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
    QVERIFY(plate.values[1].fresh);
}

void PlateTest::shouldSayUnknownWithoutAReading()
{
    const PlantState state = madeup::waitingState(madeup::demoPlant());
    QCOMPARE(plateOf(state, 3).word, u"UNKNOWN"_s);
    QCOMPARE(plateOf(state, 3).cause, u"no reading yet"_s);
    QCOMPARE(plateOf(state, 99).word, u"UNKNOWN"_s);
}

} // namespace

std::unique_ptr<QObject> makePlateTest()
{
    return std::make_unique<PlateTest>();
}

#include "plate_test.moc"
