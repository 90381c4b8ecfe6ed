#include "madeup/madeupplant.h"
#include "qml/rigcontroller.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace rig;
using namespace rig::qml;

namespace {

class RigControllerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void shouldTurnTheTurbineByRpm_data();
    void shouldTurnTheTurbineByRpm();
    void shouldGlowFromBlackOverRedToOrange();
    void shouldShakeOnlyAboveTwoMillimetresPerSecond();
    void shouldLightTheBeaconInAlarmAlone();
    void shouldNotLookColdWhenAValueIsStaleOrMissing();
    void shouldSayThatItStandsStill();
    void shouldHaveNothingToMoveAtRest();
    void shouldKnowNothingOfAMachineThatThereIsNot();

private:
    void put(const char *name, double value) { madeup::sensor(m_state, 0, name).value = value; }

    PlantState m_state;
    RigController m_rig;
};

void RigControllerTest::init()
{
    m_state = madeup::quietState(madeup::demoPlant(), Origin::field);
    put("vibration", 1);
}

void RigControllerTest::shouldTurnTheTurbineByRpm_data()
{
    QTest::addColumn<double>("rpm");
    QTest::addColumn<double>("speed");
    QTest::newRow("at rest") << 0.0 << 0.0;
    QTest::newRow("half") << 2500.0 << 5.0;
    QTest::newRow("full") << 5000.0 << 10.0;
    QTest::newRow("beyond") << 9000.0 << 10.0;
    QTest::newRow("backwards") << -100.0 << 0.0;
}

void RigControllerTest::shouldTurnTheTurbineByRpm()
{
    QFETCH(double, rpm);
    QFETCH(double, speed);
    put("rpm", rpm);
    m_rig.show(m_state, 1);
    QCOMPARE(m_rig.speed(), speed);
    const double before = m_rig.angle();
    m_rig.advance(.1);
    QCOMPARE(m_rig.angle(), std::fmod(before + speed * .1 * 180 / std::numbers::pi, 360));
}

void RigControllerTest::shouldGlowFromBlackOverRedToOrange()
{
    QCOMPARE(glowAt(60), QColor(Qt::black));
    QCOMPARE(glowAt(20), QColor(Qt::black));
    QVERIFY(glowAt(80).red() > 200 && glowAt(80).green() < 60);
    QVERIFY(glowAt(100).red() > 240 && glowAt(100).green() > 100);
    QCOMPARE(glowAt(200), glowAt(100));
    QCOMPARE(glowAt(70).red(), (glowAt(80).red() + 1) / 2);
}

void RigControllerTest::shouldShakeOnlyAboveTwoMillimetresPerSecond()
{
    put("vibration", 2);
    m_rig.show(m_state, 1);
    m_rig.advance(.1);
    QVERIFY(m_rig.shake().isNull());
    put("vibration", 6);
    m_rig.show(m_state, 1);
    QCOMPARE(m_rig.vibration(), .5);
    m_rig.advance(.1);
    QVERIFY(!m_rig.shake().isNull());
}

void RigControllerTest::shouldLightTheBeaconInAlarmAlone()
{
    madeup::sensor(m_state, 0, "torque").limit = LimitState::hi;
    m_rig.show(m_state, 1);
    m_rig.advance(.1);
    QCOMPARE(m_rig.beacon(), .0);
    madeup::sensor(m_state, 0, "torque").limit = LimitState::hiHi;
    m_rig.show(m_state, 1);
    m_rig.advance(.1);
    QVERIFY(m_rig.beacon() > .2);
    madeup::sensor(m_state, 0, "torque").reason = QualityReason::stale;
    m_rig.show(m_state, 1);
    QCOMPARE(m_rig.beacon(), .0);
}

void RigControllerTest::shouldNotLookColdWhenAValueIsStaleOrMissing()
{
    m_rig.show(m_state, 1);
    QVERIFY(m_rig.trusted());
    QVERIFY(m_rig.heatKnown());
    madeup::sensor(m_state, 0, "torque").reason = QualityReason::stale;
    m_rig.show(m_state, 1);
    QVERIFY(m_rig.trusted());
    madeup::sensor(m_state, 0, "temperature").reason = QualityReason::stale;
    m_rig.show(m_state, 1);
    QVERIFY(!m_rig.trusted());
    madeup::sensor(m_state, 0, "temperature") = {};
    m_rig.show(m_state, 1);
    QVERIFY(!m_rig.trusted());
}

void RigControllerTest::shouldSayThatItStandsStill()
{
    m_rig.show(m_state, 1);
    QVERIFY(!m_rig.stopped());
    m_state.machines[0].run = RunState::stopped;
    m_rig.show(m_state, 1);
    QVERIFY(m_rig.stopped());
}

void RigControllerTest::shouldHaveNothingToMoveAtRest()
{
    m_rig.show(m_state, 1);
    QVERIFY(m_rig.moving());
    put("rpm", 0);
    m_rig.show(m_state, 1);
    m_rig.advance(.1);
    QVERIFY(!m_rig.moving());
}

void RigControllerTest::shouldKnowNothingOfAMachineThatThereIsNot()
{
    m_rig.show(m_state, 99);
    QVERIFY(!m_rig.trusted());
    QVERIFY(!m_rig.stopped());
    QVERIFY(!m_rig.heatKnown());
    QCOMPARE(m_rig.speed(), .0);
}

} // namespace

QTEST_GUILESS_MAIN(RigControllerTest)

#include "rigcontroller_test.moc"
