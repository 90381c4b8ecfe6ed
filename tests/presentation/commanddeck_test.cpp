#include "madeup/madeupplant.h"
#include "presentation/commanddeck.h"
#include "tests.h"

#include <QSignalSpy>
#include <QTest>

using namespace rig;
using namespace rig::presentation;
using namespace Qt::Literals::StringLiterals;

namespace {

class CommandDeckTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void shouldActOnceOnTenQuickClicks();
    void shouldInjectNothingThatGrowsAlready();
    void shouldGiveEveryCommandItsOwnIdAndTheActor();
    void shouldGoOnAfterARefusalAndSayWhy();
    void shouldSubmitOnlyTheNewestWishForTheRate();
    void shouldKeepTheRateWithinItsBounds();
    void shouldDoNothingToAMachineThatIsNotSimulated();
    void shouldListRunningFaultsWithTheirStart();
    void shouldListSensorsThatFailAndFaultsThatRecede();
    void shouldSurviveAnAnswerThatComesTooLate();

private:
    madeup::Commands m_commands;
    std::unique_ptr<CommandDeck> m_deck;
};

void CommandDeckTest::init()
{
    m_commands = {};
    m_deck = std::make_unique<CommandDeck>(
        m_commands, [] { return madeup::simulationOf(true); },
        Actor{"operator", Actor::Role::operator_, "console"});
    m_deck->refresh("A");
}

void CommandDeckTest::shouldActOnceOnTenQuickClicks()
{
    for (int click = 0; click < 10; ++click) {
        m_deck->stop();
        m_deck->inject("belt_slip", 1);
        m_deck->clear();
    }
    QCOMPARE(m_commands.submitted.size(), std::size_t(3));
    QVERIFY(m_deck->busy(CommandDeck::Control::startStop));
    m_commands.answerAll(u"Machine A stops."_s);
    QVERIFY(!m_deck->busy(CommandDeck::Control::startStop));
    m_deck->stop();
    QCOMPARE(m_commands.submitted.size(), std::size_t(4));
}

void CommandDeckTest::shouldInjectNothingThatGrowsAlready()
{
    QSignalSpy answers(m_deck.get(), &CommandDeck::answered);
    m_deck->inject("bearing_wear", 1);
    QVERIFY(m_commands.submitted.empty());
    QCOMPARE(answers.takeLast()[0].toString(), u"It grows already."_s);
    m_deck->inject("bearing_wear", 0.5); // less bad than it grows
    QCOMPARE(std::get<InjectFault>(m_commands.submitted.back().action).severity, 0.5);
    m_commands.answerAll(u"Bearing wear grows on machine A."_s);
    m_commands.submitted.clear();
    m_deck->refresh("B"); // of which that was not said
    QVERIFY(answers.takeLast()[0].toString().isEmpty());
    m_deck->inject("bearing_wear", 1);
    QCOMPARE(m_commands.submitted.size(), std::size_t(1));
}

void CommandDeckTest::shouldGiveEveryCommandItsOwnIdAndTheActor()
{
    m_deck->start();
    m_deck->inject("belt_slip", 1);
    const auto &commands = m_commands.submitted;
    QCOMPARE(commands.size(), std::size_t(2));
    QCOMPARE(commands[0].id.size(), std::size_t(36));
    QVERIFY(commands[0].id != commands[1].id);
    QCOMPARE(commands[0].actor.user, std::string("operator"));
    QCOMPARE(std::get<StartSimulatedMachine>(commands[0].action).machine, std::string("A"));
    QCOMPARE(std::get<InjectFault>(commands[1].action).fault, std::string("belt_slip"));
}

void CommandDeckTest::shouldGoOnAfterARefusalAndSayWhy()
{
    QSignalSpy answers(m_deck.get(), &CommandDeck::answered);
    m_deck->stop();
    m_commands.answerAll(failure(ErrorKind::refused, u"Only operators may stop machines."_s));
    QCOMPARE(answers.size(), 1);
    QCOMPARE(answers[0][0].toString(), u"Only operators may stop machines."_s);
    QVERIFY(answers[0][1].toBool());
    QVERIFY(!m_deck->busy(CommandDeck::Control::startStop));
}

void CommandDeckTest::shouldSubmitOnlyTheNewestWishForTheRate()
{
    for (const double rate : {5.0, 6.0, 7.0, 8.0})
        m_deck->setRate(rate);
    QCOMPARE(m_commands.submitted.size(), std::size_t(1));
    QCOMPARE(m_deck->rate(), 8.0);
    m_commands.answerAll(u"5 readings/s."_s);
    QCOMPARE(m_commands.submitted.size(), std::size_t(2));
    QCOMPARE(std::get<SetSimulationRate>(m_commands.submitted[1].action).rate, 8.0);
    m_commands.answerAll(u"8 readings/s."_s);
    QCOMPARE(m_deck->rate(), 20.0);
}

void CommandDeckTest::shouldKeepTheRateWithinItsBounds()
{
    m_deck->setRate(900);
    QCOMPARE(std::get<SetSimulationRate>(m_commands.submitted[0].action).rate, 20.0);
}

void CommandDeckTest::shouldDoNothingToAMachineThatIsNotSimulated()
{
    m_deck->refresh("D");
    QVERIFY(!m_deck->simulated());
    m_deck->start();
    m_deck->stop();
    m_deck->setRate(4);
    m_deck->inject("bearing_wear", 1);
    m_deck->clear();
    QVERIFY(m_commands.submitted.empty());
}

void CommandDeckTest::shouldListRunningFaultsWithTheirStart()
{
    QCOMPARE(m_deck->faults(), QStringList{u"Bearing wear since 07:31:04, 40\u00a0%"_s});
    m_deck->refresh("B");
    QVERIFY(m_deck->faults().isEmpty());
}

void CommandDeckTest::shouldListSensorsThatFailAndFaultsThatRecede()
{
    SimulationState state = madeup::simulationOf(true);
    auto &faults = state.machines.at("A").faults;
    faults[0].receding = true;
    faults.push_back({"frozen_sensor", faults[0].since, "rpm"});
    CommandDeck deck(m_commands, [&] { return state; }, {});
    deck.refresh("A");
    QCOMPARE(deck.faults(), (QStringList{u"Bearing wear recedes"_s, u"frozen_sensor rpm since 07:31:04"_s}));
    faults.insert(faults.end(), 3, faults[1]);
    deck.refresh("A");
    QCOMPARE(deck.faults().size(), 3);
    QCOMPARE(deck.faults().last(), u"and further faults: 3"_s);
}

void CommandDeckTest::shouldSurviveAnAnswerThatComesTooLate()
{
    m_deck->stop();
    m_deck.reset();
    m_commands.answerAll(u"Stopped."_s);
}

} // namespace

std::unique_ptr<QObject> makeCommandDeckTest()
{
    return std::make_unique<CommandDeckTest>();
}

#include "commanddeck_test.moc"
