#include "domain/plantmerge.h"

#include "domain/plants.h"
#include "domain/tests.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using rig::Absent;
using rig::merged;
using rig::PlantDefinition;
using rig::Slot;

namespace {

/// As the database gave it numbers and versions.
PlantDefinition storedPlant()
{
    PlantDefinition plant = soundPlant();
    machineOf(plant, "A").number = 1;
    machineOf(plant, "A").layoutVersion = 4;
    machineOf(plant, "Mühle 7").number = 2;
    return plant;
}

/// A file with machine A alone, which has these sensors.
PlantDefinition fileWith(const std::vector<std::string> &sensors)
{
    PlantDefinition file = soundPlant();
    rig::Machine machine = machineOf(file, "A");
    machine.slots.clear();
    for (const std::string &sensor : sensors)
        machine.slots.push_back({sensor, false});
    file.machines = {machine};
    return file;
}

} // namespace

class PlantMergeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldMakeAnEmptyPlantTheFilesPlant()
    {
        QVERIFY(merged({}, soundPlant(), Absent::stay) == soundPlant());
        QVERIFY(merged({}, soundPlant(), Absent::retire) == soundPlant());
    }

    void shouldChangeNothingWhenRepeated()
    {
        QVERIFY(merged(storedPlant(), soundPlant(), Absent::stay) == storedPlant());
        QVERIFY(merged(storedPlant(), soundPlant(), Absent::retire) == storedPlant());
    }

    void shouldOnlyAppendSlots()
    {
        // The file names them in another order, with a new one first and an old one missing.
        auto plant = merged(storedPlant(), fileWith({"old_gauge", "rpm"}), Absent::stay);
        QVERIFY(plant);
        const std::vector<Slot> expected{{"rpm", false}, {"inlet_dust", true}, {"old_gauge", false}};
        QVERIFY(machineOf(*plant, "A").slots == expected);
        QCOMPARE(machineOf(*plant, "A").number, 1);
        QCOMPARE(machineOf(*plant, "A").layoutVersion, 5);
        PlantDefinition before = storedPlant();
        QVERIFY(machineOf(*plant, "Mühle 7") == machineOf(before, "Mühle 7"));

        // What comes back takes its own old place again.
        plant = merged(*plant, fileWith({"inlet_dust", "rpm"}), Absent::stay);
        QVERIFY(plant);
        const std::vector<Slot> again{{"rpm", false}, {"inlet_dust", false}, {"old_gauge", true}};
        QVERIFY(machineOf(*plant, "A").slots == again);
        QCOMPARE(machineOf(*plant, "A").layoutVersion, 6);
    }

    void shouldTakeAMachinesOwnLimitsFromTheFileButForWhatItDoesNotName()
    {
        PlantDefinition file = fileWith({"rpm"});
        machineOf(file, "A").ownLimits.clear();
        auto plant = merged(storedPlant(), file, Absent::stay);
        QVERIFY(plant);
        QVERIFY(machineOf(*plant, "A").ownLimits.empty());

        file = fileWith({"inlet_dust"}); // rpm is retired, and its own limits with it
        machineOf(file, "A").ownLimits.clear();
        plant = merged(storedPlant(), file, Absent::stay);
        QVERIFY(plant);
        PlantDefinition before = storedPlant();
        QVERIFY(machineOf(*plant, "A").ownLimits == machineOf(before, "A").ownLimits);
        QCOMPARE(machineOf(*plant, "A").layoutVersion, 5);
    }

    void shouldKeepTheLayoutVersionWhereNoSlotChanges()
    {
        PlantDefinition file = fileWith({"inlet_dust", "rpm"});
        machineOf(file, "A").title = "Alpha prime";
        machineOf(file, "A").stateRule.reset();
        sensorOf(file, "rpm").limits.hi = 4300;
        auto plant = merged(storedPlant(), file, Absent::stay);
        QVERIFY(plant);
        QCOMPARE(machineOf(*plant, "A").layoutVersion, 4);
        QCOMPARE(machineOf(*plant, "A").title, std::string("Alpha prime"));
        QVERIFY(!machineOf(*plant, "A").stateRule);
        QCOMPARE(sensorOf(*plant, "rpm").limits.hi, std::optional(4300.0));
    }

    void shouldLeaveOrRetireWhatTheFileDoesNotName()
    {
        PlantDefinition file = fileWith({"rpm"});
        file.sensors = {sensorOf(file, "rpm")};
        file.areas.clear();
        machineOf(file, "A").area.clear();
        for (const auto absent : {Absent::stay, Absent::retire}) {
            PlantDefinition present = storedPlant();
            machineOf(present, "Mühle 7").retired = false;
            auto plant = merged(present, file, absent);
            QVERIFY(plant);
            const bool retired = absent == Absent::retire;
            QCOMPARE(machineOf(*plant, "Mühle 7").retired, retired);
            QCOMPARE(sensorOf(*plant, "inlet_dust").retired, retired);
            QVERIFY(sensorOf(*plant, "old_gauge").retired);
            QVERIFY(!machineOf(*plant, "A").retired);
            QVERIFY(!sensorOf(*plant, "rpm").retired);
            QCOMPARE(plant->areas.size(), 2u);
        }
    }

    void shouldBringBackWhatWasRetired()
    {
        PlantDefinition file = soundPlant();
        machineOf(file, "Mühle 7").retired = false;
        sensorOf(file, "old_gauge").retired = false;
        auto plant = merged(storedPlant(), file, Absent::stay);
        QVERIFY(plant);
        QVERIFY(!machineOf(*plant, "Mühle 7").retired);
        QCOMPARE(machineOf(*plant, "Mühle 7").number, 2);
        QVERIFY(!sensorOf(*plant, "old_gauge").retired);
    }

    void shouldRefuseAnotherUnit()
    {
        PlantDefinition file = soundPlant();
        sensorOf(file, "inlet_dust").unit = "g/m³";
        const auto refused = merged(storedPlant(), file, Absent::stay);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, rig::ErrorKind::refused);
        QCOMPARE(refused.error().sentence,
                 u"Sensor 'inlet_dust' is stored in 'mg/m³', not in 'g/m³': what is stored would read "
                 "wrong. Give the sensor with the new unit another name."_s);
    }
};

std::unique_ptr<QObject> makePlantMergeTest()
{
    return std::make_unique<PlantMergeTest>();
}

#include "plantmergetest.moc"
