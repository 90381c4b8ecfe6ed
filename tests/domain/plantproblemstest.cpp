#include "domain/plants.h"
#include "domain/tests.h"

#include <QTest>

#include <functional>
#include <limits>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using rig::PlantDefinition;

using Change = std::function<void(PlantDefinition &)>;
Q_DECLARE_METATYPE(Change)

namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
} // namespace

class PlantProblemsTest : public QObject
{
    Q_OBJECT

    static void row(const char *name, Change change, const QString &sentence)
    {
        QTest::newRow(name) << std::move(change) << sentence;
    }

private Q_SLOTS:
    void shouldFindNothingInASoundPlant()
    {
        QCOMPARE(rig::problemsOf(soundPlant()), QStringList());
        QCOMPARE(rig::problemsOf({}), QStringList());
    }

    void shouldReadStoredTextsAsTheyAre()
    {
        PlantDefinition plant = soundPlant();
        plant.sensors[0].title = "Bearing\ttemperature";
        plant.machines[0].title = std::string(300, 'x');
        QCOMPARE(rig::problemsOf(plant).size(), 2);
        QVERIFY(rig::Plant::make(1, plant));
    }

    void shouldNameEachProblemWithItsPlace_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("sentence");
        ofNames();
        ofSensors();
        ofLimits();
        ofMachines();
    }

    void shouldNameEachProblemWithItsPlace()
    {
        QFETCH(Change, change);
        QFETCH(QString, sentence);
        PlantDefinition plant = soundPlant();
        change(plant);
        const QStringList problems = rig::problemsOf(plant);
        QCOMPARE(problems.join(u'\n'), sentence);
        const auto made = rig::Plant::make(1, plant);
        const bool onlyTexts = rig::problemsOf(plant, rig::PlantTexts::asStored).isEmpty();
        QCOMPARE(made.has_value(), onlyTexts);
        if (onlyTexts)
            return;
        QCOMPARE(made.error().kind, rig::ErrorKind::badConfiguration);
        QCOMPARE(made.error().sentence, sentence);
    }

    void shouldNameAllProblemsAtOnce()
    {
        PlantDefinition plant = soundPlant();
        sensorOf(plant, "rpm").decimals = 7;
        sensorOf(plant, "inlet_dust").interval = 49ms;
        machineOf(plant, "A").area = "nowhere";
        QCOMPARE(rig::problemsOf(plant).size(), 3);
    }

    void shouldTakeTheEndsOfWhatIsAllowed()
    {
        PlantDefinition plant = soundPlant();
        machineOf(plant, "A").slots[1].sensor = std::string(128, 'x');
        sensorOf(plant, "rpm").interval = 50ms;
        sensorOf(plant, "rpm").decimals = 6;
        sensorOf(plant, "rpm").limits.deadband = 3000;
        sensorOf(plant, "inlet_dust").limits = {7, 7, 7, 7, 0};
        sensorOf(plant, "inlet_dust").name = std::string(128, 'x');
        sensorOf(plant, "old_gauge").interval = 24h;
        machineOf(plant, "A").stateRule->hold = 1h;
        QCOMPARE(rig::problemsOf(plant), QStringList());
    }

private:
    static void ofNames()
    {
        const QString rule =
            u"%1 '%2': a name has 1 to 128 bytes of UTF-8 text without control characters."_s;
        row(
            "sensor without a name", [](auto &plant) { plant.sensors[2].name.clear(); },
            rule.arg(u"Sensor"_s, QString()));
        row(
            "name too long", [](auto &plant) { plant.sensors[2].name.assign(129, 'x'); },
            rule.arg(u"Sensor"_s, QString(128, u'x') + u'\u2026'));
        row(
            "name with a control character", [](auto &plant) { plant.machines[1].id = "a\nb"; },
            rule.arg(u"Machine"_s, u"a\uFFFDb"_s));
        row(
            "name in broken UTF-8", [](auto &plant) { plant.areas[1].id = "\xC3\x28"; },
            rule.arg(u"Area"_s, u"\uFFFD("_s));
        row(
            "name with a terminal's control sequence", [](auto &plant) { plant.machines[1].id = "a\u009b"; },
            rule.arg(u"Machine"_s, u"a\uFFFD"_s));
        row(
            "too many sensors on a machine with an odd name",
            [](auto &plant) {
                plant.machines[1].id = "%2";
                plant.machines[1].slots.clear();
                for (int i = 0; i <= 1'000; ++i) {
                    rig::Sensor sensor = plant.sensors[0];
                    sensor.name += std::to_string(i);
                    plant.machines[1].slots.push_back({sensor.name});
                    plant.sensors.push_back(sensor);
                }
            },
            u"Machine '%2': more than 1000 sensors."_s);
        const QString words =
            u"%1: its %2 must be UTF-8 text of at most 200 bytes without control characters."_s;
        row(
            "area's title", [](auto &plant) { plant.areas[0].title = "Hall\x1b[2J"; },
            words.arg(u"Area 'hall-1'"_s, u"title"_s));
        row(
            "sensor's title", [](auto &plant) { plant.sensors[0].title = "\x1b]0;x\a"; },
            words.arg(u"Sensor 'rpm'"_s, u"title"_s));
        row(
            "sensor's unit", [](auto &plant) { plant.sensors[0].unit = "R\x7fPM"; },
            words.arg(u"Sensor 'rpm'"_s, u"unit"_s));
        row(
            "machine's title", [](auto &plant) { plant.machines[0].title = "Al\u009bpha"; },
            words.arg(u"Machine 'A'"_s, u"title"_s));
        row(
            "machine's title that turns writing around",
            [](auto &plant) { plant.machines[0].title = "Al\u202epha"; },
            words.arg(u"Machine 'A'"_s, u"title"_s));
        row(
            "machine's title of 201 bytes",
            [](auto &plant) { plant.machines[0].title = std::string(201, 'x'); },
            words.arg(u"Machine 'A'"_s, u"title"_s));
        row(
            "machine's title in broken UTF-8", [](auto &plant) { plant.machines[0].title = "Al\xFFpha"; },
            words.arg(u"Machine 'A'"_s, u"title"_s));
        row(
            "machine's accent", [](auto &plant) { plant.machines[0].place.accent = "#fff\n"; },
            words.arg(u"Machine 'A'"_s, u"accent"_s));
        for (const char *name :
             {"../press.glb", "press.obj", ".glb", "a press.glb", "shapes/press.glb", "press.glb\n"})
            row(
                qPrintable(u"shape %1"_s.arg(QLatin1StringView(name))),
                [name](auto &plant) { plant.machines[0].place.shape = name; },
                u"Machine 'A': its shape must be the name of a .glb file, such as press.glb: no folder, at "
                u"most 64 "
                "letters, digits, '-' and '_'."_s);
        row(
            "sensor twice", [](auto &plant) { plant.sensors[2].name = "rpm"; },
            u"Sensor 'rpm' stands there twice."_s);
        row(
            "machine twice", [](auto &plant) { plant.machines[1].id = "A"; },
            u"Machine 'A' stands there twice."_s);
        row(
            "area twice", [](auto &plant) { plant.areas[1].id = "hall-1"; },
            u"Area 'hall-1' stands there twice."_s);
        for (const char *word : {"machine_id", "timestamp", "custom_sensors"})
            row(
                word, [word](auto &plant) { plant.sensors[2].name = word; },
                u"Sensor '%1': this name has another meaning in the messages."_s.arg(
                    QLatin1StringView(word)));
    }

    static void ofSensors()
    {
        const QString range = u"Sensor 'rpm': the range must go from a smaller to a larger number."_s;
        row(
            "range the other way",
            [](auto &plant) {
                plant.sensors[0].range = rig::Range{5000, 0};
            },
            range);
        row(
            "range without an end",
            [](auto &plant) {
                plant.sensors[0].range = rig::Range{0, infinity};
            },
            range);
        const QString interval = u"Sensor 'rpm': the interval must be between 50 ms and 24 h."_s;
        row(
            "interval too short", [](auto &plant) { plant.sensors[0].interval = 49ms; }, interval);
        row(
            "interval too long", [](auto &plant) { plant.sensors[0].interval = 24h + 1ms; }, interval);
        const QString decimals = u"Sensor 'rpm': decimals must be between 0 and 6."_s;
        row(
            "decimals below", [](auto &plant) { plant.sensors[0].decimals = -1; }, decimals);
        row(
            "decimals beyond", [](auto &plant) { plant.sensors[0].decimals = 7; }, decimals);
    }

    static void ofLimits()
    {
        const QString order = u"Sensor 'rpm': limits must be numbers in the order lo_lo, lo, hi, hi_hi."_s;
        row(
            "lo above hi", [](auto &plant) { plant.sensors[0].limits.lo = 4300; }, order);
        row(
            "lo_lo above lo", [](auto &plant) { plant.sensors[0].limits.loLo = 1300; }, order);
        row(
            "hi_hi below hi", [](auto &plant) { plant.sensors[0].limits.hiHi = 4100; }, order);
        row(
            "a limit that is no number", [](auto &plant) { plant.sensors[0].limits.hi = notANumber; }, order);
        row(
            "an endless limit", [](auto &plant) { plant.sensors[0].limits.hiHi = infinity; }, order);
        const QString deadband = u"Sensor 'rpm': the deadband must be zero or more."_s;
        row(
            "deadband below zero", [](auto &plant) { plant.sensors[0].limits.deadband = -1; }, deadband);
        row(
            "deadband no number", [](auto &plant) { plant.sensors[0].limits.deadband = notANumber; },
            deadband);
        row(
            "deadband too wide", [](auto &plant) { plant.sensors[0].limits.deadband = 3001; },
            u"Sensor 'rpm': the deadband is wider than the space between lo and hi, so no limit could return."_s);
    }

    static void ofMachines()
    {
        row(
            "unknown area", [](auto &plant) { plant.machines[0].area = "nowhere"; },
            u"Machine 'A': there is no area 'nowhere'."_s);
        row(
            "too many areas",
            [](auto &plant) {
                for (int i = 0; i < 999; ++i)
                    plant.areas.push_back({"hall" + std::to_string(i), "Hall"});
            },
            u"The plant has more than 1000 areas."_s);
        row(
            "unknown sensor", [](auto &plant) { plant.machines[0].slots[1].sensor = "nothing"; },
            u"Machine 'A': there is no sensor 'nothing' in the plant."_s);
        row(
            "sensor twice in a machine", [](auto &plant) { plant.machines[0].slots[1].sensor = "rpm"; },
            u"Machine 'A': sensor 'rpm' stands there twice."_s);
        row(
            "no place", [](auto &plant) { plant.machines[0].place.x = infinity; },
            u"Machine 'A': its place must be given in numbers."_s);
        row(
            "state of another's sensor",
            [](auto &plant) { plant.machines[0].stateRule->sensor = "old_gauge"; },
            u"Machine 'A': its state is told from 'old_gauge', a sensor it does not have."_s);
        row(
            "state of a sensor it has lost", [](auto &plant) { plant.machines[0].slots[0].retired = true; },
            u"Machine 'A': its state is told from 'rpm', a sensor it does not have."_s);
        const QString threshold =
            u"Machine 'A': threshold and hysteresis of its state must be numbers, the hysteresis not negative."_s;
        row(
            "threshold", [](auto &plant) { plant.machines[0].stateRule->threshold = notANumber; }, threshold);
        row(
            "hysteresis", [](auto &plant) { plant.machines[0].stateRule->hysteresis = -1; }, threshold);
        const QString hold = u"Machine 'A': the hold time of its state must be between 0 and 1 h."_s;
        row(
            "hold below", [](auto &plant) { plant.machines[0].stateRule->hold = -1ms; }, hold);
        row(
            "hold beyond", [](auto &plant) { plant.machines[0].stateRule->hold = 1h + 1ms; }, hold);
        row(
            "own limits of another's sensor",
            [](auto &plant) { plant.machines[0].ownLimits[0].sensor = "old_gauge"; },
            u"Machine 'A': it has limits of its own for 'old_gauge', a sensor it does not have."_s);
        row(
            "own limits out of order", [](auto &plant) { plant.machines[0].ownLimits[0].hi = 4900; },
            u"Sensor 'rpm' on machine 'A': limits must be numbers in the order lo_lo, lo, hi, hi_hi."_s);
        row(
            "own limit that is no number", [](auto &plant) { plant.machines[0].ownLimits[0].hi = infinity; },
            u"Sensor 'rpm' on machine 'A': limits must be numbers in the order lo_lo, lo, hi, hi_hi."_s);
        row(
            "own deadband", [](auto &plant) { plant.machines[0].ownLimits[0].deadband = -1; },
            u"Sensor 'rpm' on machine 'A': the deadband must be zero or more."_s);
        row(
            "too many sensors",
            [](auto &plant) {
                for (int i = 0; i < 1000; ++i) {
                    plant.sensors.push_back(sensor("s" + std::to_string(i)));
                    plant.machines[1].slots.push_back({"s" + std::to_string(i), false});
                }
            },
            u"Machine 'Mühle 7': more than 1000 sensors."_s);
    }
};

std::unique_ptr<QObject> makePlantProblemsTest()
{
    return std::make_unique<PlantProblemsTest>();
}

#include "plantproblemstest.moc"
