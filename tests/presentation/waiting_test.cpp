#include "madeup/madeupplant.h"
#include "presentation/dots.h"
#include "presentation/waiting.h"
#include "tests.h"

#include <QTest>

using namespace rig;
using namespace rig::presentation;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

class WaitingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldSayNothingWhileAllIsThere();
    void shouldSayThatTheWindowOnlyWatches();
    void shouldNotFlashForAServerThatAnswersAtOnce();
    void shouldSayWhatWhyAndWhatNext();
    void shouldSayWhatGoesOn();
    void shouldPromiseNothingWithoutAPlant();
    void shouldTellWhereThePlantComesFrom();
    void shouldSayThatValuesStandStillWithoutABroker();
    void shouldNameBothWhereBothAreAway();
    void shouldSayWhichServersAreUsedAndWhy();
    void shouldListStepsUntilAllAreDone();
};

void WaitingTest::shouldSayNothingWhileAllIsThere()
{
    QCOMPARE(waitingFor(madeup::runningStatus(), PlantSource::database), Waiting());
}

void WaitingTest::shouldSayThatTheWindowOnlyWatches()
{
    SystemStatus status = madeup::runningStatus();
    status.role = u"watch"_s;
    QCOMPARE(waitingFor(status, PlantSource::database), Waiting());
    status.standsAside = Error{ErrorKind::conflict, u"keep.lock is held by process 7."_s, {}};
    const Waiting waiting = waitingFor(status, PlantSource::database);
    QCOMPARE(waiting.headline, u"keep.lock is held by process 7."_s);
    QVERIFY(waiting.meanwhile.startsWith(u"This window only watches"_s));
    const Dot dot = systemDot(status);
    QCOMPARE(dot.glyph, Glyph::warningHigh);
    QCOMPARE(dot.reason, u"only watches"_s);
    QVERIFY(dot.computed.contains(u"held by process 7"_s));
}

void WaitingTest::shouldNotFlashForAServerThatAnswersAtOnce()
{
    SystemStatus status = madeup::runningStatus();
    status.database.there = false;
    status.database.away = status.time - 900ms;
    QCOMPARE(waitingFor(status, PlantSource::database), Waiting());
    status.database.trouble = Error{ErrorKind::refused, u"The password is wrong."_s, u"DATABASE_URL"_s};
    QCOMPARE(waitingFor(status, PlantSource::database).headline,
             u"Waiting for the private database. The password is wrong."_s);
    QCOMPARE(waitingFor(SystemStatus(), PlantSource::database), Waiting());
}

void WaitingTest::shouldSayWhatWhyAndWhatNext()
{
    QCOMPARE(waitingFor(madeup::waitingStatus(), PlantSource::database).headline,
             u"Waiting for the database pg-1.bremen:5432. Connection refused. Retrying in 3 s."_s);
    SystemStatus status = madeup::waitingStatus();
    status.database.kind = ServerInUse::Kind::ownPrivate;
    status.database.trouble.reset();
    status.database.retryIn = 1ms;
    QCOMPARE(waitingFor(status, PlantSource::database).headline,
             u"Waiting for the private database. Retrying in 1 s."_s);
    status.database.retryIn = 0ms;
    QCOMPARE(waitingFor(status, PlantSource::database).headline,
             u"Waiting for the private database. Trying now."_s);
}

void WaitingTest::shouldSayWhatGoesOn()
{
    QCOMPARE(
        waitingFor(madeup::waitingStatus(), PlantSource::database).meanwhile,
        u"Live values and limits go on. No reading is lost: the broker keeps them, 2\u00a0541 are waiting "
        "to be stored."_s);
    QVERIFY(waitingFor(madeup::waitingStatus(), PlantSource::database).retries);
    QVERIFY(waitingFor(madeup::waitingStatus(), PlantSource::kept).meanwhile.contains(u"provisionally"));
}

void WaitingTest::shouldPromiseNothingWithoutAPlant()
{
    const QString meanwhile = waitingFor(madeup::waitingStatus(), PlantSource::none).meanwhile;
    QVERIFY(!meanwhile.contains(u"go on"));
    QVERIFY(meanwhile.contains(u"No reading is lost"));
    SystemStatus status = madeup::runningStatus();
    status.broker.there = false;
    status.broker.away = status.time - 5s;
    QVERIFY(!waitingFor(status, PlantSource::none).meanwhile.contains(u"visible"));
    status.database.there = false;
    status.database.away = status.time - 5s;
    QVERIFY(!waitingFor(status, PlantSource::none).meanwhile.contains(u"visible"));
}

void WaitingTest::shouldTellWhereThePlantComesFrom()
{
    PlantState state = madeup::waitingState(madeup::demoPlant());
    QCOMPARE(plantSourceOf(state), PlantSource::database);
    state.plantKeptAt = state.time;
    QCOMPARE(plantSourceOf(state), PlantSource::kept);
    state.plant = *Plant::make(0, {});
    QCOMPARE(plantSourceOf(state), PlantSource::none);
}

void WaitingTest::shouldSayThatValuesStandStillWithoutABroker()
{
    SystemStatus status = madeup::runningStatus();
    status.broker.there = false;
    status.broker.away = status.time - 1s;
    QCOMPARE(waitingFor(status, PlantSource::database).headline, u"Waiting for the in-process broker."_s);
    QVERIFY(waitingFor(status, PlantSource::database).meanwhile.startsWith(u"No new values arrive"));
    QVERIFY(!waitingFor(status, PlantSource::database).retries);
}

void WaitingTest::shouldNameBothWhereBothAreAway()
{
    SystemStatus status = madeup::waitingStatus();
    status.broker.there = false;
    status.broker.away = status.time - 5s;
    const Waiting waiting = waitingFor(status, PlantSource::database);
    QVERIFY(waiting.headline.contains(u"database"));
    QVERIFY(waiting.meanwhile.contains(u"the broker kafka-1.bremen:9093"));
    QVERIFY(!waiting.meanwhile.contains(u"Live values"));
}

void WaitingTest::shouldSayWhichServersAreUsedAndWhy()
{
    const ServerNotes own = serverNotes(madeup::runningStatus());
    QCOMPARE(own.headline, u"Running without servers of your own."_s);
    QCOMPARE(own.broker, u"Broker: in-process, because no broker is configured."_s);
    QCOMPARE(serverNotes(madeup::waitingStatus()).database,
             u"Database: pg-1.bremen:5432, because DATABASE_URL in the environment names it."_s);
}

void WaitingTest::shouldListStepsUntilAllAreDone()
{
    SystemStatus status = madeup::waitingStatus();
    QVERIFY(comingUp(status));
    QCOMPARE(progressText(status), u"4 of 8"_s);
    for (StartStep &step : status.steps)
        step.state = StartStep::State::done;
    QVERIFY(!comingUp(status));
}

} // namespace

std::unique_ptr<QObject> makeWaitingTest()
{
    return std::make_unique<WaitingTest>();
}

#include "waiting_test.moc"
