#include "madeup/madeupplant.h"
#include "qml/hud/projection.h"
#include "tests.h"

#include <QLineF>
#include <QTest>

namespace {

using namespace rig;
using namespace rig::qml;

const QSizeF picture(1280, 720);

class ProjectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldSeeWhatLiesAheadInTheMiddle_data()
    {
        QTest::addColumn<float>("yaw");
        QTest::addColumn<float>("pitch");
        QTest::newRow("ahead") << 0.F << 0.F;
        QTest::newRow("left") << 70.F << 0.F;
        QTest::newRow("up") << 0.F << 40.F;
        QTest::newRow("back and down") << -170.F << -30.F;
    }
    void shouldSeeWhatLiesAheadInTheMiddle()
    {
        QFETCH(float, yaw);
        QFETCH(float, pitch);
        const Stance stance{{3, 1.68F, -4}, yaw, pitch};
        const auto seen = seenAt(stance.eye + lookOf(stance) * 7, stance, picture);
        QVERIFY(seen);
        QVERIFY(std::abs(seen->x() - 640) < .5);
        QVERIFY(std::abs(seen->y() - 360) < .5);
        QVERIFY(!seenAt(stance.eye - lookOf(stance), stance, picture));
        const QPointF aside(900, 200);
        const Stance there = towards(aside, stance, picture);
        const auto same = seenAt(stance.eye + lookOf(there) * 7, stance, picture);
        QVERIFY(same && QLineF(*same, aside).length() < .5);
    }

    void shouldSeeTheEdgeAtHalfTheFieldOfView()
    {
        const Stance stance{{0, 0, 0}, 0, 0};
        const float up = std::tan(fieldOfView / 2 * 3.14159265F / 180);
        const auto seen = seenAt({up, up, -1}, stance, picture);
        QVERIFY(seen);
        QVERIFY(std::abs(seen->y()) < .01);
        QVERIFY(std::abs(seen->x() - 1000) < .01); // as far to the right of the middle as it is high
    }

    void shouldNameTheNearestMachineThatIsLookedAt()
    {
        const HallPlan plan = hallPlanOf(*madeup::demoPlant());
        for (std::size_t i = 0; i < plan.machines.size(); ++i) {
            const Stance before = viewpointOf(plan, plan.machines[i]);
            QCOMPARE(pointedAt(plan, before), std::optional(i));
            Stance away = before;
            away.yaw += 180;
            QVERIFY(pointedAt(plan, away) != std::optional(i));
            Stance above = before;
            above.pitch = 60;
            QCOMPARE(pointedAt(plan, above), std::nullopt);
        }
    }

    void shouldNameNoMachineThatIsTooFar()
    {
        HallPlan plan;
        plan.width = plan.depth = 100;
        plan.machines.push_back({1, {}, {}, {}, {0, 0, -33}, 0, {}});
        QCOMPARE(pointedAt(plan, {{0, 1, 0}, 0, 0}), std::nullopt);
        QCOMPARE(pointedAt(plan, {{0, 1, -3}, 0, 0}), std::optional<std::size_t>(0));
    }

    void shouldFindTheWayIntoABox()
    {
        const Box box{{-1, -1, -5}, {1, 1, -3}};
        QCOMPARE(entryInto(box, {0, 0, 0}, {0, 0, -1}), std::optional(3.F));
        QCOMPARE(entryInto(box, {0, 0, -4}, {0, 0, -1}), std::optional(0.F));
        QCOMPARE(entryInto(box, {0, 0, 0}, {0, 0, 1}), std::nullopt);
        QCOMPARE(entryInto(box, {2, 0, 0}, {0, 0, -1}), std::nullopt);
        QCOMPARE(entryInto(box, {0, 0, 0}, {1, 0, -1}), std::nullopt);
    }
};

} // namespace

std::unique_ptr<QObject> makeProjectionTest()
{
    return std::make_unique<ProjectionTest>();
}

#include "projection_test.moc"
