#include "madeup/madeupplant.h"
#include "qml/rigcontroller.h"
#include "tests.h"

#include <QSignalSpy>
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
    void shouldLightTheBeaconSteadilyInAlarm();
    void shouldFlashTheBeaconWhileSomethingIsFound();
    void shouldNotLookColdWhenAValueIsStaleOrMissing();
    void shouldTellOldFromBad();
    void shouldNotTrustAMachineWithoutItsSensorsWhereNothingIsFresh();
    void shouldTellAtOnceThatTheBeaconHasChanged();
    void shouldSayThatItStandsStill();
    void shouldHaveNothingToMoveAtRest();
    void shouldKnowNothingOfAMachineThatThereIsNot();
    void shouldComeToANewStateWithoutAStep();
    void shouldMoveLittleWhereMotionIsReduced();
    void shouldDoWhatModelsExpect();

private:
    void settle()
    {
        for (int frame = 0; frame < 60; ++frame)
            m_rig->advance(1. / 60);
    }
    void put(const char *name, double value) { madeup::sensor(m_state, 0, name).value = value; }

    PlantState m_state;
    std::unique_ptr<RigController> m_rig;
};

void RigControllerTest::shouldTellOldFromBad()
{
    m_rig->show(m_state, 1);
    QVERIFY(m_rig->trusted() && !m_rig->bad());
    madeup::sensor(m_state, 0, "rpm").reason = QualityReason::sourceTimeMissing;
    m_rig->show(m_state, 1);
    QVERIFY(!m_rig->trusted() && !m_rig->bad() && m_rig->gauged()); // not good, and shown
    madeup::sensor(m_state, 0, "rpm").reason = QualityReason::stale;
    m_rig->show(m_state, 1);
    QVERIFY(!m_rig->trusted() && !m_rig->bad());
    madeup::sensor(m_state, 0, "temperature").quality = Quality::bad;
    m_rig->show(m_state, 1);
    QVERIFY(!m_rig->trusted() && m_rig->bad());
    m_state.machines[0].recordTime.reset();
    m_rig->show(m_state, 1);
    QVERIFY(!m_rig->trusted() && m_rig->bad());
}

void RigControllerTest::shouldNotTrustAMachineWithoutItsSensorsWhereNothingIsFresh()
{
    PlantDefinition definition = m_state.plant->definition();
    definition.machines[0].stateRule.reset();
    for (Slot &slot : definition.machines[0].slots)
        slot.retired = slot.sensor == "rpm" || slot.sensor == "temperature" || slot.sensor == "vibration";
    m_state = madeup::quietState(*Plant::make(2, definition), Origin::field);
    m_rig->show(m_state, 1);
    QVERIFY(m_rig->trusted());
    for (SensorState &sensor : m_state.machines[0].sensors)
        sensor.reason = QualityReason::stale;
    m_rig->show(m_state, 1);
    QVERIFY(!m_rig->trusted() && !m_rig->bad());
    madeup::sensor(m_state, 0, "pressure").reason = QualityReason::none;
    m_rig->show(m_state, 1);
    QVERIFY(m_rig->trusted());
    for (SensorState &sensor : m_state.machines[0].sensors)
        sensor.quality = Quality::bad;
    m_rig->show(m_state, 1);
    QVERIFY(!m_rig->trusted() && m_rig->bad());
}

void RigControllerTest::shouldTellAtOnceThatTheBeaconHasChanged()
{
    m_rig->setReducedMotion(true);
    put("rpm", 0);
    m_rig->show(m_state, 1);
    QSignalSpy told(m_rig.get(), &RigController::moved); // by which the scene hears of the beacon
    madeup::sensor(m_state, 0, "vibration").limit = LimitState::hiHi;
    m_rig->show(m_state, 1);
    QVERIFY(m_rig->beacon() > 0);
    QCOMPARE(told.count(), 1);
    m_rig->setReducedMotion(false);
    QCOMPARE(told.count(), 2);
}

void RigControllerTest::init()
{
    m_rig = std::make_unique<RigController>();
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
    m_rig->show(m_state, 1);
    QCOMPARE(m_rig->speed(), speed);
    const double before = m_rig->angle();
    m_rig->advance(.1);
    QCOMPARE(m_rig->angle(), std::fmod(before + speed * .1 * 180 / std::numbers::pi, 360));
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
    m_rig->show(m_state, 1);
    m_rig->advance(.1);
    QVERIFY(m_rig->shake().isNull());
    put("vibration", 6);
    m_rig->show(m_state, 1);
    settle();
    QCOMPARE(m_rig->vibration(), .5);
    m_rig->advance(.1);
    QVERIFY(!m_rig->shake().isNull());
}

void RigControllerTest::shouldLightTheBeaconSteadilyInAlarm()
{
    madeup::sensor(m_state, 0, "torque").limit = LimitState::hi;
    m_rig->show(m_state, 1);
    m_rig->advance(.1);
    QCOMPARE(m_rig->beacon(), .0);
    madeup::sensor(m_state, 0, "torque").limit = LimitState::hiHi;
    m_rig->show(m_state, 1);
    const double lit = m_rig->beacon();
    QVERIFY(lit > .2);
    m_rig->advance(.1);
    QCOMPARE(m_rig->beacon(), lit);
    QVERIFY(!m_rig->sparking());
    madeup::sensor(m_state, 0, "torque").reason = QualityReason::stale;
    m_rig->show(m_state, 1);
    QCOMPARE(m_rig->beacon(), .0);
}

void RigControllerTest::shouldFlashTheBeaconWhileSomethingIsFound()
{
    auto &score = m_state.machines[0].score.emplace();
    score.score = .5;
    m_rig->show(m_state, 1);
    m_rig->advance(.1);
    QCOMPARE(m_rig->beacon(), .0);
    QVERIFY(!m_rig->sparking());
    score.score = .51;
    m_rig->show(m_state, 1);
    m_rig->advance(.4);
    const double dark = m_rig->beacon();
    m_rig->advance(.5);
    QVERIFY(m_rig->beacon() > dark + .3);
    QVERIFY(m_rig->sparking());
    score.score.reset();
    m_rig->show(m_state, 1);
    QCOMPARE(m_rig->beacon(), .0);
}

void RigControllerTest::shouldNotLookColdWhenAValueIsStaleOrMissing()
{
    m_rig->show(m_state, 1);
    QVERIFY(m_rig->trusted());
    QVERIFY(m_rig->heatKnown());
    QVERIFY(m_rig->gauged());
    madeup::sensor(m_state, 0, "torque").reason = QualityReason::stale;
    m_rig->show(m_state, 1);
    QVERIFY(m_rig->trusted());
    madeup::sensor(m_state, 0, "temperature").reason = QualityReason::stale;
    m_rig->show(m_state, 1);
    QVERIFY(!m_rig->trusted());
    madeup::sensor(m_state, 0, "temperature") = {};
    m_rig->show(m_state, 1);
    QVERIFY(!m_rig->trusted());
}

void RigControllerTest::shouldSayThatItStandsStill()
{
    m_rig->show(m_state, 1);
    QVERIFY(!m_rig->stopped());
    m_state.machines[0].run = RunState::stopped;
    m_rig->show(m_state, 1);
    QVERIFY(m_rig->stopped());
}

void RigControllerTest::shouldHaveNothingToMoveAtRest()
{
    m_rig->show(m_state, 1);
    QVERIFY(m_rig->moving());
    put("rpm", 0);
    m_rig->show(m_state, 1);
    settle();
    QVERIFY(!m_rig->moving());
}

void RigControllerTest::shouldKnowNothingOfAMachineThatThereIsNot()
{
    m_rig->show(m_state, 99);
    QVERIFY(!m_rig->trusted());
    QVERIFY(!m_rig->stopped());
    QVERIFY(!m_rig->heatKnown());
    QVERIFY(!m_rig->gauged());
    QCOMPARE(m_rig->speed(), .0);
}

void RigControllerTest::shouldComeToANewStateWithoutAStep()
{
    put("temperature", 60);
    put("rpm", 0);
    m_rig->show(m_state, 1);
    QCOMPARE(m_rig->heat(), .0); // the first state is shown as it is
    put("temperature", 100);
    put("rpm", 5000);
    m_rig->show(m_state, 1);
    QVERIFY(m_rig->moving());
    double heat = 0;
    double needle = 0;
    for (int frame = 0; frame < 30; ++frame) {
        m_rig->advance(1. / 60);
        QVERIFY(m_rig->heat() >= heat);
        QVERIFY(m_rig->heat() - heat < .2);
        QVERIFY(m_rig->needle() - needle < .2);
        heat = m_rig->heat();
        needle = m_rig->needle();
    }
    settle();
    QCOMPARE(m_rig->heat(), 1.);
    QCOMPARE(m_rig->glow(), glowAt(100));
    // What is trusted again has nothing to come from.
    madeup::sensor(m_state, 0, "temperature").reason = QualityReason::stale;
    m_rig->show(m_state, 1);
    QVERIFY(!m_rig->trusted());
    madeup::sensor(m_state, 0, "temperature").reason = QualityReason::none;
    put("temperature", 80);
    m_rig->show(m_state, 1);
    QCOMPARE(m_rig->heat(), .5);
}

void RigControllerTest::shouldMoveLittleWhereMotionIsReduced()
{
    put("vibration", 9);
    put("rpm", 4000);
    m_state.machines[0].score.emplace().score = .9;
    m_rig->show(m_state, 1);
    m_rig->setReducedMotion(true);
    const double lit = m_rig->beacon();
    for (int frame = 0; frame < 60; ++frame) {
        m_rig->advance(1. / 60);
        QVERIFY(m_rig->shake().isNull());
        QCOMPARE(m_rig->beacon(), lit);
    }
    QVERIFY(lit > .9);
    QVERIFY(!m_rig->sparking());
    QVERIFY(m_rig->speed() > 0 && m_rig->speed() < 1);
    QCOMPARE(m_rig->needle(), .8); // what it shows is as it was
    put("rpm", 0);
    m_rig->show(m_state, 1);
    settle();
    QCOMPARE(m_rig->speed(), .0);
}

void RigControllerTest::shouldDoWhatModelsExpect()
{
    put("rpm", 4000);
    m_rig->showExpected(m_state, 1);
    QVERIFY(!m_rig->trusted()); // nobody says
    MachineScore score;
    score.machine = 1;
    score.score = .9;
    score.expected = {{"rpm", 2500, 10}, {"vibration", 6, .1}, {"torque", 80, 1}};
    m_state.machines[0].score = score;
    m_state.machines[0].run = RunState::stopped;
    m_rig->showExpected(m_state, 1);
    QVERIFY(m_rig->trusted() && m_rig->gauged() && !m_rig->heatKnown());
    QCOMPARE(m_rig->speed(), 5.);
    QCOMPARE(m_rig->needle(), .5);
    QCOMPARE(m_rig->vibration(), .5);
    QVERIFY(!m_rig->stopped() && !m_rig->sparking());
    QCOMPARE(m_rig->beacon(), .0);
    m_state.machines[0].score->expected = {{"temperature", 80, 1}};
    m_rig->showExpected(m_state, 1);
    QVERIFY(m_rig->heatKnown() && !m_rig->gauged());
    QCOMPARE(m_rig->glow(), glowAt(80));
    m_state.machines[0].score.reset();
    m_rig->showExpected(m_state, 1);
    QVERIFY(!m_rig->trusted());
}

} // namespace

std::unique_ptr<QObject> makeRigControllerTest()
{
    return std::make_unique<RigControllerTest>();
}

#include "rigcontroller_test.moc"
