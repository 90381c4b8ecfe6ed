#include "madeup/madeupplant.h"
#include "qml/hall/hallplan.h"
#include "qml/hall/machineshape.h"
#include "qml/hud/projection.h"
#include "tests.h"

#include <QTest>

#include <cmath>

namespace {

using namespace rig;
using namespace rig::qml;

PlantPtr plantWith(int perCategory)
{
    PlantDefinition definition = madeup::demoPlant()->definition();
    const Sensor like = definition.sensors[0];
    for (const Category category : {Category::environmental, Category::mechanical, Category::thermal,
                                    Category::electrical, Category::fluid, Category::custom})
        for (int i = 0; i < perCategory; ++i) {
            Sensor sensor = like;
            sensor.name = "s" + std::to_string(static_cast<int>(category)) + "_" + std::to_string(i);
            sensor.category = category;
            definition.sensors.push_back(sensor);
            definition.machines[0].slots.push_back({sensor.name});
        }
    return *Plant::make(2, definition);
}

class MountsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldGiveEachSensorAPlaceOfItsOwnOnItsMachine()
    {
        const PlantPtr plant = plantWith(50);
        const auto mounts = mountsOf(plant->machines()[0]);
        QVERIFY(mounts.size() >= 300);
        for (std::size_t i = 0; i < mounts.size(); ++i) {
            QVERIFY(std::abs(mounts[i].at.x()) <= machineWidth / 2);
            QVERIFY(std::abs(mounts[i].at.z() + .1F) <= machineDepth / 2);
            QVERIFY(mounts[i].at.y() > .2F && mounts[i].at.y() < 3.2F);
            const QVector3D off = mounts[i].at - coreAt;
            QVERIFY(mounts[i].at.z() < .9F || std::hypot(off.x(), off.y()) > 1); // not before what turns
            for (std::size_t k = 0; k < i; ++k)
                QVERIFY2((mounts[i].at - mounts[k].at).length() > .04F,
                         qPrintable(QStringLiteral("%1 %2").arg(mounts[i].slot).arg(mounts[k].slot)));
        }
    }

    void shouldHaveNoneForWhatIsRetired()
    {
        PlantDefinition definition = madeup::demoPlant()->definition();
        const auto before = mountsOf(madeup::demoPlant()->machines()[0]);
        definition.sensors[3].retired = true;
        const PlantPtr plant = *Plant::make(2, definition);
        const auto after = mountsOf(plant->machines()[0]);
        QCOMPARE(after.size(), before.size() - 1);
        QVERIFY(std::ranges::none_of(after, [](const Mount &mount) { return mount.slot == 3; }));
    }

    void shouldNameTheSensorWhoseMountIsLookedAt()
    {
        const HallPlan plan = hallPlanOf(*madeup::demoPlant());
        const Placement &machine = plan.machines[1];
        Stance stance = closeViewpointOf(plan, machine);
        for (const Mount &mount : machine.mounts) {
            const QVector3D to = (placeOn(machine, mount.at) - stance.eye).normalized();
            stance.yaw = static_cast<float>(std::atan2(-to.x(), -to.z()) * 180 / 3.14159265);
            stance.pitch = static_cast<float>(std::asin(to.y()) * 180 / 3.14159265);
            const auto found = mountPointedAt(machine, stance);
            QVERIFY(found);
            const auto other = std::ranges::find(machine.mounts, *found, &Mount::slot);
            // One behind another is nearer to the line than can be told.
            const QVector3D off = QVector3D::crossProduct(placeOn(machine, other->at) - stance.eye, to);
            QVERIFY(*found == mount.slot || off.length() < .01F);
        }
        stance.pitch = 60;
        QCOMPARE(mountPointedAt(machine, stance), std::nullopt);
    }
};

} // namespace

std::unique_ptr<QObject> makeMountsTest()
{
    return std::make_unique<MountsTest>();
}

#include "mounts_test.moc"
