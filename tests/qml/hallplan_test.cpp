#include "madeup/madeupplant.h"
#include "qml/hall/bakedhall.h"
#include "tests.h"

#include <QTest>

#include <cmath>

using namespace rig;
using namespace rig::qml;
using namespace Qt::Literals::StringLiterals;

namespace {

PlantPtr plantOf(int machines, bool placed)
{
    PlantDefinition definition;
    for (int i = 0; i < machines; ++i) {
        Machine machine;
        machine.number = i + 1;
        machine.id = machine.title = "M" + std::to_string(i + 1);
        if (placed)
            machine.place = {6. + 9. * (i % 5), 8. + 9. * (i / 5), 0, {}, {}};
        definition.machines.push_back(machine);
    }
    return *Plant::make(1, std::move(definition));
}

float nearestTwo(const HallPlan &plan)
{
    float nearest = 1e9F;
    for (std::size_t i = 0; i < plan.machines.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            nearest = std::min(nearest, (plan.machines[i].at - plan.machines[j].at).length());
    return nearest;
}

bool allInside(const HallPlan &plan)
{
    return std::ranges::all_of(plan.machines, [&](const Placement &one) {
        return std::abs(one.at.x()) < plan.width / 2 - 2 && one.at.z() < -2 && one.at.z() > -plan.depth + 2;
    });
}

class HallPlanTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldStandMachinesWhereThePlantSays()
    {
        const HallPlan plan = hallPlanOf(*madeup::demoPlant());
        QCOMPARE(plan.machines.size(), 3U);
        QCOMPARE(plan.machines[0].id, u"A"_s);
        QCOMPARE(plan.machines[0].at.z(), -8.F);
        QVERIFY(plan.machines[0].at.x() < 0 && plan.machines[1].at.x() > 0);
        QVERIFY(allInside(plan));
        QCOMPARE(plan.zones.size(), 1U);
    }

    void shouldTurnMachinesClockwiseSeenFromAbove()
    {
        const HallPlan plan = hallPlanOf(*madeup::demoPlant());
        // The machine on the left looks towards the aisle.
        QVERIFY(std::sin(plan.machines[0].turn * 3.14159F / 180) > .3F);
        QVERIFY(std::sin(plan.machines[1].turn * 3.14159F / 180) < -.3F);
    }

    void shouldMakeRoomForMachinesWithoutAPlace()
    {
        for (const int count : {1, 2, 25, 400}) {
            const HallPlan plan = hallPlanOf(*plantOf(count, false));
            QCOMPARE(plan.machines.size(), static_cast<std::size_t>(count));
            QVERIFY(allInside(plan));
            QVERIFY(count == 1 || nearestTwo(plan) > 5);
            QVERIFY2(plan.depth < 8 * plan.width, "a hall and no corridor");
        }
    }

    void shouldTakeAnAbsurdPlaceForNone()
    {
        PlantDefinition definition = plantOf(4, true)->definition();
        definition.machines[1].place.x = 1e12;
        definition.machines[2].place.z = -7;
        const HallPlan plan = hallPlanOf(**Plant::make(1, std::move(definition)));
        QVERIFY(plan.width < 80 && plan.depth < 80);
        QVERIFY(allInside(plan));
    }

    void shouldKeepClearOfTheWallsThatMachinesStandNear()
    {
        PlantDefinition definition = madeup::demoPlant()->definition();
        const HallPlan before = hallPlanOf(**Plant::make(1, definition));
        definition.machines[2].place.x = .5;
        definition.machines[2].place.z = .5;
        const HallPlan plan = hallPlanOf(**Plant::make(2, definition));
        for (const Placement &machine : plan.machines) {
            QVERIFY(machine.at.x() >= -plan.width / 2 + 5.9F);
            QVERIFY(machine.at.z() <= -5.9F && machine.at.z() >= -plan.depth + 5.9F);
        }
        // What stays where it is in the plant is as far from what stays.
        QVERIFY((before.machines[0].at + before.movedIn(plan) - plan.machines[0].at).length() < .001F);
        QCOMPARE(plan.movedIn(plan), QVector3D());
    }

    void shouldHaveAHallWithoutMachines()
    {
        const HallPlan plan = hallPlanOf(**Plant::make(0, {}));
        QVERIFY(plan.width >= 20 && plan.depth >= 30);
        QVERIFY(bakeHall(plan, neonPaint())->triangles() > 1000);
    }

    void shouldLeaveOutRetiredMachines()
    {
        PlantDefinition definition = plantOf(3, true)->definition();
        definition.machines[1].retired = true;
        const HallPlan plan = hallPlanOf(**Plant::make(1, std::move(definition)));
        QCOMPARE(plan.machines.size(), 2U);
        QCOMPARE(plan.machines[1].machine, 3);
    }
};

} // namespace

std::unique_ptr<QObject> makeHallPlanTest()
{
    return std::make_unique<HallPlanTest>();
}

#include "hallplan_test.moc"
