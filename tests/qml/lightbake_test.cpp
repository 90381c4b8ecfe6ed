#include "madeup/madeupplant.h"
#include "qml/hall/bakedhall.h"
#include "qml/hall/machineshape.h"
#include "tests.h"

#include <QTest>

using namespace rig;
using namespace rig::qml;

namespace {

std::span<const BakedCorner> cornersOf(const BakedMesh &mesh)
{
    return {reinterpret_cast<const BakedCorner *>(mesh.corners.constData()),
            static_cast<std::size_t>(mesh.corners.size()) / sizeof(BakedCorner)};
}
std::span<const BakedCorner> cornersOf(BakedMesh &&) = delete; // they would be gone

/// What a level surface of one metre around (0, 1, 0) gets of a white lamp two metres above it.
float brightnessUnder(const std::vector<Box> &between)
{
    MeshDraft draft(2);
    draft.quad({-.5F, 1, .5F}, {.5F, 1, .5F}, {.5F, 1, -.5F}, {-.5F, 1, -.5F}, {{1, 1, 1}, Finish::matt});
    std::vector<Box> boxes{{{-9, -1, -9}, {9, -.5F, 9}}};
    boxes.insert(boxes.end(), between.begin(), between.end());
    const LightBake bake({{{0, 3, 0}, {1, 1, 1}, 3}}, boxes, {});
    float sum = 0;
    const BakedMesh mesh = bake.bake(draft, {});
    for (const BakedCorner &corner : cornersOf(mesh))
        sum += corner.light[1];
    return sum;
}

bool facesOutward(const MeshDraft &draft)
{
    const auto corners = draft.corners();
    const auto indices = draft.indices();
    for (std::size_t i = 0; i < indices.size(); i += 3) {
        const DraftCorner &a = corners[indices[i]];
        const QVector3D ab = corners[indices[i + 1]].place - a.place;
        const QVector3D ac = corners[indices[i + 2]].place - a.place;
        const QVector3D face = QVector3D::crossProduct(ab, ac);
        if (face.length() > 1e-7F && QVector3D::dotProduct(face.normalized(), a.normal) <
                                         .45F) // a rod of three sides has corners 60° off
            return false;
    }
    return true;
}

class LightBakeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldThrowShadows()
    {
        const float lit = brightnessUnder({});
        QVERIFY(lit > .1F);
        QVERIFY(brightnessUnder({{{-1, 1.8F, -1}, {1, 2, 1}}}) < lit * .4F);
        QVERIFY(brightnessUnder({{{4, 1.8F, 4}, {5, 2, 5}}}) > lit * .9F);
    }

    void shouldLightWhatIsNearAMachineByItsHeat()
    {
        MeshDraft draft(2);
        draft.quad({-.5F, 0, .5F}, {.5F, 0, .5F}, {.5F, 0, -.5F}, {-.5F, 0, -.5F}, {{1, 1, 1}, Finish::matt});
        const LightBake bake({}, {{{-9, -1, -9}, {9, -.5F, 9}}}, {.1F, .1F, .1F});
        const BakedMesh mesh = bake.bake(draft, {{0, 1, 0}, {0, 1, 8}});
        for (const BakedCorner &corner : cornersOf(mesh)) {
            QVERIFY(corner.heat[0] > .2F);
            QVERIFY(corner.heat[1] < corner.heat[0] / 4);
            QCOMPARE(corner.heat[2], 0.F);
        }
    }

    void shouldFaceOutwardEverywhere()
    {
        const MachineShape machine = machineShapeOf(neonPaint(), {0, 1, 1}, 6);
        QVERIFY(facesOutward(machine.body));
        QVERIFY(facesOutward(machine.rotor));
        const HallShape hall = hallShapeOf(hallPlanOf(*madeup::demoPlant()), neonPaint());
        QVERIFY(facesOutward(hall.solid));
        QVERIFY(facesOutward(hall.mirrored));
    }

    void shouldKeepToWhatASoftwareRendererDraws()
    {
        const auto hall = bakeHall(hallPlanOf(*madeup::demoPlant()), neonPaint());
        QVERIFY2(hall->triangles() < 65'000, qPrintable(QString::number(hall->triangles())));
        QVERIFY(hall->solid.size() + hall->mirrored.size() + hall->ground.size() < 40);
    }

    void shouldHoldNumbersAlone()
    {
        const auto hall = bakeHall(hallPlanOf(*madeup::wallPlant()), calmPaint());
        for (const auto *pieces : {&hall->solid, &hall->mirrored, &hall->ground, &hall->bodies}) {
            for (const BakedPiece &piece : *pieces) {
                QVERIFY(piece.machines.size() <= 4);
                for (const BakedCorner &corner : cornersOf(piece.mesh))
                    for (const float value : corner.light)
                        QVERIFY(std::isfinite(value) && value >= 0);
            }
        }
    }

    void shouldMakeTheSameHallOfTheSamePlan()
    {
        const HallPlan plan = hallPlanOf(*madeup::demoPlant());
        const auto one = bakeHall(plan, neonPaint());
        const auto other = bakeHall(plan, neonPaint());
        QCOMPARE(one->solid.front().mesh.corners, other->solid.front().mesh.corners);
        QCOMPARE(one->markings, other->markings);
    }
};

} // namespace

std::unique_ptr<QObject> makeLightBakeTest()
{
    return std::make_unique<LightBakeTest>();
}

#include "lightbake_test.moc"
