#include "composition/core/simulation.h"
#include "composition/tests.h"
#include "domain/plantfile.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace rig;

namespace {

using Ids = std::vector<std::string>;

PlantDefinition definitionIn(const QString &file)
{
    QFile plant(QStringLiteral(RIG_PLANTS) + u'/' + file);
    return plant.open(QIODevice::ReadOnly) ? readPlantFile(plant.readAll()).value() : PlantDefinition{};
}

Ids simulated(const PlantDefinition &definition)
{
    return composition::machinesToSimulate(*Plant::make(1, definition).value());
}

void retireAllBut(std::string_view name, std::vector<Sensor> &sensors)
{
    for (Sensor &sensor : sensors)
        sensor.retired = sensor.name != name;
}

} // namespace

/// Which machines of a plant the demo simulates.
class SimulationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldSimulateTheMachinesOfTheDemo()
    {
        PlantDefinition plant = definitionIn(u"demo.json"_s);
        QCOMPARE(simulated(plant), (Ids{"A", "B", "C"}));
        plant.machines[1].retired = true;
        QCOMPARE(simulated(plant), (Ids{"A", "C"}));
    }

    void shouldSimulateNoMachineWithoutASensorOfTheCatalogue()
    {
        QCOMPARE(simulated({}), Ids());
        QCOMPARE(simulated(definitionIn(u"bottling.json"_s)), Ids());
    }

    void shouldCountOnlySensorsThatTheMachineStillHas()
    {
        PlantDefinition plant = definitionIn(u"demo.json"_s);
        for (Machine &machine : plant.machines)
            machine.stateRule.reset(); // it would need its sensor
        retireAllBut("rpm", plant.sensors);
        QCOMPARE(simulated(plant), (Ids{"A", "B", "C"}));
        std::ranges::find(plant.machines[0].slots, "rpm", &Slot::sensor)->retired = true;
        QCOMPARE(simulated(plant), (Ids{"B", "C"}));
        retireAllBut({}, plant.sensors);
        QCOMPARE(simulated(plant), Ids());
    }
};

std::unique_ptr<QObject> makeSimulationTest()
{
    return std::make_unique<SimulationTest>();
}

#include "simulation_test.moc"
