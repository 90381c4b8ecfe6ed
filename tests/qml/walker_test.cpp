#include "madeup/madeupplant.h"
#include "qml/hall/sight.h"
#include "qml/hud/projection.h"
#include "qml/walker.h"
#include "tests.h"

#include <QRandomGenerator>
#include <QTest>

#include <cmath>
#include <random>

namespace {

using namespace rig;
using namespace rig::qml;
using namespace Qt::Literals::StringLiterals;

BakedHallPtr demoHall()
{
    static const BakedHallPtr hall = bakeHall(hallPlanOf(*madeup::demoPlant()), neonPaint());
    return hall;
}

void go(Walker &walker, double seconds, double frame)
{
    for (double left = seconds; left > 1e-9; left -= frame)
        walker.advance(std::min(frame, left));
}

QVector3D gone(double frame)
{
    Walker walker;
    walker.enter(demoHall());
    const QVector3D start = walker.stance().eye;
    walker.hold(Way::forward, true);
    go(walker, 1.3, frame);
    walker.hold(Way::forward, false);
    go(walker, 1, frame);
    return walker.stance().eye - start;
}

/// How deep inside the obstacle, in metres from its nearest side; negative outside.
float depthIn(const Obstacle &obstacle, const QVector3D &eye)
{
    const float angle = obstacle.turn * 3.14159265F / 180;
    const float x = eye.x() - obstacle.middle.x();
    const float z = eye.z() - obstacle.middle.z();
    const float across = std::abs(x * std::cos(angle) - z * std::sin(angle));
    const float along = std::abs(x * std::sin(angle) + z * std::cos(angle));
    return std::min(obstacle.size.x() / 2 - across, obstacle.size.z() / 2 - along);
}

bool insideSomething(const QVector3D &eye)
{
    return std::ranges::any_of(demoHall()->obstacles, [&](const Obstacle &one) {
        const bool inReach = one.middle.y() < eye.y() && one.middle.y() + one.size.y() > .5F;
        return inReach && depthIn(one, eye) > 0;
    });
}

class WalkerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldGoAsFarAtAnyRateOfFrames_data()
    {
        QTest::addColumn<double>("frame");
        QTest::newRow("144 a second") << 1. / 144;
        QTest::newRow("30 a second") << 1. / 30;
        QTest::newRow("7 a second") << 1. / 7;
    }
    void shouldGoAsFarAtAnyRateOfFrames()
    {
        QFETCH(double, frame);
        const QVector3D expected = gone(1. / 60);
        QVERIFY(expected.z() < -2);
        QVERIFY2((gone(frame) - expected).length() < .02F,
                 qPrintable(QString::number((gone(frame) - expected).length())));
    }

    void shouldRunFasterThanItWalks()
    {
        Walker walker;
        walker.enter(demoHall());
        walker.hold(Way::forward, true);
        go(walker, 1, .01);
        const float walked = walker.stance().eye.z();
        walker.enter(demoHall());
        walker.hold(Way::forward, true);
        walker.hold(Way::run, true);
        go(walker, 1, .01);
        QVERIFY(walker.stance().eye.z() < walked * 1.8F);
    }

    void shouldNeverStandInsideAnything_data()
    {
        QTest::addColumn<quint32>("seed");
        QTest::newRow("between a cabinet and the wall") << quint32(2118886777);
        QTest::newRow("any") << QRandomGenerator::global()->generate();
    }
    void shouldNeverStandInsideAnything()
    {
        QFETCH(quint32, seed);
        std::mt19937 random(seed);
        std::uniform_int_distribution<int> key(0, 6);
        std::uniform_real_distribution<float> turn(-400, 400);
        Walker walker;
        walker.enter(demoHall());
        for (int i = 0; i < 4000; ++i) {
            walker.hold(static_cast<Way>(key(random)), i % 3 != 0);
            walker.look(turn(random), 0);
            if (i % 500 == 0)
                walker.setFlying(!walker.flying());
            walker.advance(.05);
            if (!walker.flying() && std::abs(walker.stance().eye.y() - 1.68F) < .01F)
                QVERIFY2(!insideSomething(walker.stance().eye),
                         qPrintable(u"seed %1, step %2"_s.arg(seed).arg(i)));
            const QVector3D eye = walker.stance().eye;
            QVERIFY2(std::abs(eye.x()) < demoHall()->plan.width / 2 && eye.z() < 0 &&
                         eye.z() > -demoHall()->plan.depth,
                     qPrintable(u"seed %1, step %2 at %3 %4 %5, flying %6"_s.arg(seed)
                                    .arg(i)
                                    .arg(eye.x())
                                    .arg(eye.y())
                                    .arg(eye.z())
                                    .arg(walker.flying())));
        }
    }

    void shouldSlideAlongAWall()
    {
        Walker walker;
        walker.enter(demoHall());
        walker.goTo({{0, 1.68F, -.5F}, 80, 0}, true);
        walker.look(0, 0);
        walker.hold(Way::back, true);
        const float before = walker.stance().eye.x();
        go(walker, 1, .01);
        QVERIFY(walker.stance().eye.x() > before + 1);
    }

    void shouldComeToRestWhenKeysAreLetGo()
    {
        Walker walker;
        walker.enter(demoHall());
        QVERIFY(!walker.moving());
        walker.hold(Way::forward, true);
        walker.hold(Way::run, true);
        go(walker, .5, .01);
        QVERIFY(walker.moving());
        walker.letGo();
        go(walker, 2, .01);
        QVERIFY(!walker.moving());
        const Stance stance = walker.stance();
        go(walker, 2, .01);
        QCOMPARE(walker.stance(), stance);
    }

    void shouldRiseInFlightAloneAndComeDownAfterIt()
    {
        Walker walker;
        walker.enter(demoHall());
        walker.hold(Way::up, true);
        go(walker, 1, .01);
        QCOMPARE(walker.stance().eye.y(), 1.68F);
        walker.setFlying(true);
        go(walker, 1, .01);
        QVERIFY(walker.stance().eye.y() > 3);
        walker.letGo();
        walker.setFlying(false);
        go(walker, 2, .01);
        QVERIFY(std::abs(walker.stance().eye.y() - 1.68F) < .01F);
    }

    void shouldFlyOnWhereTheHallIsBuiltAnew()
    {
        Walker walker;
        walker.enter(demoHall());
        walker.setFlying(true);
        walker.hold(Way::up, true);
        go(walker, 1, .01);
        const Stance high = walker.stance();
        walker.enter(demoHall(), false);
        QCOMPARE(walker.stance(), high);
        QVERIFY(walker.flying());
        go(walker, .2, .01);
        QVERIFY(walker.stance().eye.y() > high.eye.y());
    }

    void shouldWalkToAMachineTheShorterWayRound()
    {
        Walker walker;
        walker.enter(demoHall());
        walker.goTo({{0, 1.68F, -4}, 170, 0}, true);
        const Stance there{{2, 1.68F, -9}, -170, 2};
        walker.goTo(there, false);
        walker.advance(.2);
        walker.advance(.25);
        QVERIFY(std::abs(walker.stance().yaw) > 169);
        QVERIFY(walker.goingByItself());
        walker.advance(.25);
        walker.advance(.25);
        QVERIFY(!walker.goingByItself());
        QCOMPARE(walker.stance().eye, there.eye);
        QVERIFY(std::abs(walker.stance().yaw - there.yaw) < .01F);
    }

    void shouldLeaveTheWayThatItGoesByItselfForAKey()
    {
        Walker walker;
        walker.enter(demoHall());
        walker.goTo({{2, 1.68F, -9}, 0, 0}, false);
        walker.advance(.2);
        walker.hold(Way::left, true);
        QVERIFY(!walker.goingByItself());
    }

    void shouldSeeEachMachineFromItsViewpoint()
    {
        for (const Placement &machine : demoHall()->plan.machines) {
            const Stance stance = viewpointOf(demoHall()->plan, machine);
            QVERIFY(!insideSomething(stance.eye));
            const float yaw = stance.yaw * 3.14159265F / 180;
            const QVector3D ahead(-std::sin(yaw), 0, -std::cos(yaw));
            const QVector3D way = (machine.at - stance.eye) * QVector3D(1, 0, 1);
            QVERIFY(QVector3D::dotProduct(ahead, way.normalized()) > .999F);
        }
    }

    void shouldStayInsideBeforeAMachineAtTheEntrance()
    {
        HallPlan hall = demoHall()->plan;
        hall.machines[0].at = {-4, 0, -2};
        hall.machines[0].turn = 0;
        QVERIFY(viewpointOf(hall, hall.machines[0]).eye.z() < 0);
    }

    void shouldSeeAMachineAlsoWhereAnotherOneStandsBeforeIt()
    {
        HallPlan hall = demoHall()->plan;
        hall.machines.resize(2);
        hall.machines[0].at = {0, 0, -18};
        hall.machines[1].at = {0, 0, -12};
        hall.machines[0].turn = hall.machines[1].turn = 0;
        for (const Stance &stance :
             {viewpointOf(hall, hall.machines[0]), closeViewpointOf(hall, hall.machines[0])}) {
            QVERIFY(!isBlocked(hall, hall.machines[0], hall.machines[0].at + QVector3D(0, 2, 0), stance.eye));
            QCOMPARE(pointedAt(hall, stance), std::optional<std::size_t>(0));
        }
    }

    void shouldEnterWhereNothingStands() { QVERIFY(!insideSomething(entranceOf(*demoHall()).eye)); }
};

} // namespace

std::unique_ptr<QObject> makeWalkerTest()
{
    return std::make_unique<WalkerTest>();
}

#include "walker_test.moc"
