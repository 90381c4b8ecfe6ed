#include "simulator/recordingplant.h"
#include "domain/plantfile.h"
#include "domain/plantmerge.h"
#include "tests.h"

#include <QFile>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace rig;
using namespace rig::simulator;

namespace {

RecordedMachine pump()
{
    return {"Pump 1", {{"Current", 1.9}, {"Pressure", 0.04}, {"vibration", 3}}, 1000ms};
}

PlantPtr made(PlantDefinition definition)
{
    std::int32_t number = 0;
    for (Machine &machine : definition.machines)
        machine.number = ++number;
    auto plant = Plant::make(1, std::move(definition));
    return plant ? *plant : nullptr;
}

PlantPtr with(const RecordedMachine &recorded, const PlantDefinition &present)
{
    auto definition = merged(present, additionsFor(recorded, present), Absent::stayWithAll);
    return definition ? made(std::move(*definition)) : nullptr;
}

class RecordingPlantTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void shouldNameAMachineThatIsNotThere();
    void shouldNameTheSensorsThatAMachineLacks();
    void shouldNotNameHundredsOfSensors();
    void shouldFindNothingMissingOnceDefined();
    void shouldMakeCustomSensorsThatFitTheRecording();
    void shouldKeepSensorsAndMachinesThatAreThere();
    void shouldChangeNothingTheSecondTime();
    void shouldTakeWhatWasRetiredBackIntoUse();
    void shouldUndoNothingThatOthersDidMeanwhile();
    void shouldKeepIntervalsWithinWhatAPlantMayHave();

private:
    PlantDefinition m_demo;
};

void RecordingPlantTest::initTestCase()
{
    QFile file(QStringLiteral(RIG_DEMO_PLANT));
    QVERIFY(file.open(QIODevice::ReadOnly));
    auto plant = readPlantFile(file.readAll());
    QVERIFY(plant);
    m_demo = std::move(*plant);
}

void RecordingPlantTest::shouldNameAMachineThatIsNotThere()
{
    QCOMPARE(missingFor(pump(), *made(m_demo)), QStringList{u"Machine 'Pump 1' is not in the plant."_s});
}

void RecordingPlantTest::shouldNameTheSensorsThatAMachineLacks()
{
    RecordedMachine recorded = pump();
    recorded.machine = "A";
    QCOMPARE(missingFor(recorded, *made(m_demo)),
             QStringList{u"Machine 'A' has no sensor 'Current', 'Pressure'."_s});
}

void RecordingPlantTest::shouldNotNameHundredsOfSensors()
{
    RecordedMachine recorded{"A", {}, 1s};
    for (int i = 0; i < 300; ++i)
        recorded.columns.push_back({std::to_string(i), 1});
    QVERIFY(missingFor(recorded, *made(m_demo)).first().endsWith(u"'19' and 280 more."_s));
}

void RecordingPlantTest::shouldFindNothingMissingOnceDefined()
{
    for (const char *machine : {"A", "Pump 1"}) {
        RecordedMachine recorded = pump();
        recorded.machine = machine;
        const PlantPtr plant = with(recorded, m_demo);
        QVERIFY(plant);
        QCOMPARE(missingFor(recorded, *plant), QStringList());
    }
}

void RecordingPlantTest::shouldMakeCustomSensorsThatFitTheRecording()
{
    const PlantPtr plant = with(pump(), {});
    QVERIFY(plant);
    const Sensor &current = plant->definition().sensors[0];
    QCOMPARE(current.name, "Current");
    QCOMPARE(current.title, "Current");
    QCOMPARE(current.category, Category::custom);
    QCOMPARE(current.unit, "");
    QVERIFY(!current.range && !current.limits.hi && !current.limits.lo);
    QCOMPARE(current.interval, 1000ms);
    QCOMPARE(current.decimals, 3);
    QCOMPARE(plant->definition().sensors[1].decimals, 4);
    QCOMPARE(plant->machine("Pump 1")->columns().size(), std::size_t{3});
}

void RecordingPlantTest::shouldKeepSensorsAndMachinesThatAreThere()
{
    RecordedMachine recorded = pump();
    recorded.machine = "B";
    const PlantPtr before = made(m_demo);
    const PlantPtr plant = with(recorded, before->definition());
    QVERIFY(plant);
    const Machine &old = before->machine("B")->machine();
    const Machine &now = plant->machine("B")->machine();
    QCOMPARE(now.title, old.title);
    QVERIFY(now.place == old.place && now.stateRule == old.stateRule);
    QCOMPARE(now.layoutVersion, old.layoutVersion + 1);
    QCOMPARE(now.slots.size(), std::size_t{52});
    for (std::size_t i = 0; i < old.slots.size(); ++i)
        QVERIFY(now.slots[i] == old.slots[i]);
    const auto vibration = [](const PlantPtr &one) { return one->machine("B")->columns()[0]; };
    QVERIFY(*vibration(plant).sensor == *vibration(before).sensor);
    QVERIFY(plant->machine("A")->machine() == before->machine("A")->machine());
}

void RecordingPlantTest::shouldChangeNothingTheSecondTime()
{
    const PlantPtr once = with(pump(), m_demo);
    const PlantDefinition &present = once->definition();
    const auto twice = merged(present, additionsFor(pump(), present), Absent::stayWithAll);
    QVERIFY(twice);
    QVERIFY(*twice == once->definition());
}

void RecordingPlantTest::shouldTakeWhatWasRetiredBackIntoUse()
{
    PlantDefinition retired = with(pump(), m_demo)->definition();
    retired.machines.back().retired = true;
    retired.machines.back().slots[0].retired = true;
    retired.sensors.back().retired = true;
    QVERIFY(!missingFor(pump(), *made(retired)).isEmpty());
    const PlantPtr plant = with(pump(), retired);
    QVERIFY(plant);
    QCOMPARE(missingFor(pump(), *plant), QStringList());
    QCOMPARE(plant->machine("Pump 1")->columns().size(), std::size_t{3});
}

void RecordingPlantTest::shouldUndoNothingThatOthersDidMeanwhile()
{
    RecordedMachine recorded = pump();
    recorded.machine = "B";
    const PlantDefinition additions = additionsFor(recorded, m_demo);
    // Between reading the plant and laying the additions over it.
    PlantDefinition meanwhile = m_demo;
    Sensor sensor = meanwhile.sensors.front();
    sensor.name = "from_another_process";
    meanwhile.sensors.push_back(sensor);
    meanwhile.sensors.front().title = "Renamed";
    const auto machine = std::find_if(meanwhile.machines.begin(), meanwhile.machines.end(),
                                      [](const Machine &one) { return one.id == "B"; });
    machine->slots.push_back({sensor.name, false});
    machine->title = "Renamed";

    auto definition = merged(meanwhile, additions, Absent::stayWithAll);
    QVERIFY(definition);
    const PlantPtr plant = made(std::move(*definition));
    QVERIFY(plant);
    QCOMPARE(missingFor(recorded, *plant), QStringList());
    QVERIFY(plant->machine("B")->slotOf(sensor.name) >= 0);
    QCOMPARE(plant->machine("B")->machine().title, std::string("Renamed"));
    QCOMPARE(plant->definition().sensors.front().title, std::string("Renamed"));
}

void RecordingPlantTest::shouldKeepIntervalsWithinWhatAPlantMayHave()
{
    for (const milliseconds interval : {milliseconds(1), milliseconds(1h * 24 * 30)}) {
        RecordedMachine recorded = pump();
        recorded.interval = interval;
        QVERIFY(with(recorded, m_demo));
    }
}

} // namespace

std::unique_ptr<QObject> makeRecordingPlantTest()
{
    return std::make_unique<RecordingPlantTest>();
}

#include "recordingplanttest.moc"
