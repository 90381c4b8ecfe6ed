#include "simulator/rotor.h"
#include "tests.h"

#include <QTest>

using namespace std::chrono_literals;
using rig::simulator::Elapsed;
using rig::simulator::Rotor;

namespace {

class RotorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldBeAtRestAndCoolInTheBeginning();
    void shouldSpinUpAndWarmUp();
    void shouldSpinDownAndCoolDown();
    void shouldTurnBackFromWhereItIs();
    void shouldNeverBeSeenAtItsCriticalSpeed();
};

void RotorTest::shouldBeAtRestAndCoolInTheBeginning()
{
    const Rotor rotor;
    QVERIFY(!rotor.running());
    QCOMPARE(rotor.speed(1h), 0.0);
    QCOMPARE(rotor.warmth(1h), 0.0);
}

void RotorTest::shouldSpinUpAndWarmUp()
{
    Rotor rotor;
    rotor.start(10s);
    QVERIFY(rotor.running());
    QCOMPARE(rotor.speed(10s), 0.0);
    QVERIFY(rotor.speed(11s) > 0);
    QVERIFY(rotor.speed(14s) < 1);
    QCOMPARE(rotor.speed(18s), 1.0);
    QCOMPARE(rotor.speed(10h), 1.0);
    QVERIFY(rotor.warmth(18s) < 0.1);
    QVERIFY(rotor.warmth(10s + 30min) > 0.999);
}

void RotorTest::shouldSpinDownAndCoolDown()
{
    Rotor rotor;
    rotor.start(0s);
    rotor.stop(1h);
    QVERIFY(!rotor.running());
    QCOMPARE(rotor.speed(1h), 1.0);
    QCOMPARE(rotor.speed(1h + 8s), 0.0);
    QVERIFY(rotor.warmth(1h + 8s) > 0.9);
    QVERIFY(rotor.warmth(2h) < 0.001);
}

void RotorTest::shouldTurnBackFromWhereItIs()
{
    Rotor rotor;
    rotor.start(0s);
    const double before = rotor.speed(6s);
    rotor.stop(6s);
    QCOMPARE(rotor.speed(6s), before);
    QVERIFY(rotor.speed(7s) < before);
    rotor.start(7s);
    rotor.start(7500ms); // one that runs is not started
    QCOMPARE(rotor.speed(8s), before);
}

void RotorTest::shouldNeverBeSeenAtItsCriticalSpeed()
{
    Rotor rotor;
    rotor.start(0s);
    for (Elapsed now = 0s; now < 20s; now += 1ms) {
        if (now == 10s)
            rotor.stop(now);
        const double speed = rotor.speed(now);
        QVERIFY(speed <= Rotor::belowCritical || speed >= Rotor::aboveCritical);
    }
}

} // namespace

std::unique_ptr<QObject> makeRotorTest()
{
    return std::make_unique<RotorTest>();
}

#include "rotortest.moc"
