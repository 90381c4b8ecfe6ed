#include "domain/plants.h"
#include "domain/tests.h"

#include <QTest>

using rig::Plant;
using rig::PlantDefinition;

class PlantTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldBeEmptyWithoutMachines()
    {
        const auto plant = Plant::make(0, {});
        QVERIFY(plant);
        QVERIFY((*plant)->empty());
        QCOMPARE((*plant)->machine("A"), nullptr);
    }

    void shouldFindMachinesByIdAndNumber()
    {
        PlantDefinition definition = soundPlant();
        machineOf(definition, "A").number = 7;
        machineOf(definition, "Mühle 7").number = 9;
        const auto plant = Plant::make(3, definition);
        QVERIFY(plant);
        QCOMPARE((*plant)->revision(), 3);
        QVERIFY((*plant)->definition() == definition);
        QVERIFY((*plant)->machine("A"));
        QCOMPARE((*plant)->machine("A"), (*plant)->machineByNumber(7));
        QCOMPARE((*plant)->machine("a"), nullptr);
        QCOMPARE((*plant)->machineByNumber(8), nullptr);
        // Messages cannot name what is retired, while what it stored must stay readable.
        QCOMPARE((*plant)->machine("Mühle 7"), nullptr);
        QVERIFY((*plant)->machineByNumber(9));
    }

    void shouldJudgeAMachineByItsOwnLimits()
    {
        const auto plant = Plant::make(1, soundPlant());
        QVERIFY(plant);
        const auto &column = (*plant)->machine("A")->columns()[0];
        const rig::Limits expected{100, std::nullopt, 4500, 4800, 20};
        QVERIFY(column.limits == expected);
        QVERIFY(column.limitSources.hi == rig::LimitSource::machine);
        QVERIFY(column.limitSources.hiHi == rig::LimitSource::sensor);
        QVERIFY(column.limitSources.lo == rig::LimitSource::none);
        PlantDefinition other = soundPlant();
        machineOf(other, "A").ownLimits.clear();
        const auto global = Plant::make(1, other);
        QCOMPARE((*global)->machine("A")->columns()[0].limits.hi, std::optional(4200.0));
    }

    void shouldFindOnlyLiveSlots()
    {
        PlantDefinition definition = soundPlant();
        machineOf(definition, "A").slots = {{"old_gauge", false}, {"inlet_dust", true}, {"rpm", false}};
        const auto plant = Plant::make(1, definition);
        QVERIFY(plant);
        const rig::MachineLayout &layout = *(*plant)->machine("A");
        QCOMPARE(layout.slotOf("rpm"), 2);
        QCOMPARE(layout.slotOf("inlet_dust"), -1); // the machine lost it
        QCOMPARE(layout.slotOf("old_gauge"), -1);  // the whole plant lost it
        QCOMPARE(layout.slotOf("temperature"), -1);
        QCOMPARE(layout.columns().size(), 3u);
        QVERIFY(layout.columns()[2].live);
        QCOMPARE(layout.columns()[2].limits.hiHi, std::optional(4800.0));
    }
};

std::unique_ptr<QObject> makePlantTest()
{
    return std::make_unique<PlantTest>();
}

#include "planttest.moc"
