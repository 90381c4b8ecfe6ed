#include "access/desk.h"
#include "access/tests.h"
#include "access/testsimulator.h"

#include <QTest>

#include <cmath>

using namespace rig;
using namespace rig::test;

class SimulatorCommandsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_DATABASE(); }

    void shouldDriveTheSimulatorAndSayWhatItDid()
    {
        Desk desk;
        TestSimulator simulator;
        const auto dispatcher = desk.dispatcher(&simulator);
        for (const Action &action : std::initializer_list<Action>{
                 StartSimulatedMachine{"A"}, SetSimulationRate{10}, InjectFault{"A", "bearing_wear", 0.5},
                 ClearFaults{"A"}, StopSimulatedMachine{"A"}}) {
            const auto answer = dispatcher->execute(command(action, Actor::Role::operator_));
            QVERIFY2(answer, qPrintable(said(answer)));
            QVERIFY(!answer->isEmpty());
        }
        const std::vector<std::string> calls{"start A", "rate 10", "inject A bearing_wear 0.5",
                                             "clear A", "stop A"};
        QVERIFY(simulator.calls == calls);
        QCOMPARE(
            desk.database.sql().text("select string_agg(action_type || ' ' || resource_type || ' ' || "
                                     "resource_id || ' ' || previous_state::text || new_state::text, E'\\n' "
                                     "order by id) from rig.audit_record"),
            std::string(
                "START machine A {\"running\": false}{\"running\": true}\n"
                "UPDATE setting simulation rate {\"rate\": 5}{\"rate\": 10}\n"
                "INJECT machine A {\"faults\": []}{\"faults\": [\"bearing_wear\"], \"severity\": 0.5}\n"
                "CLEAR machine A {\"faults\": []}{\"faults\": []}\n"
                "STOP machine A {\"running\": false}{\"running\": false}"));
    }

    void shouldBeInTheAuditBeforeTheSimulatorIsTold()
    {
        Desk desk;
        TestSimulator simulator;
        std::int64_t seen = -1;
        // Another connection: it sees what is committed.
        simulator.onCall = [&] { seen = desk.records("done"); };
        QVERIFY(desk.dispatcher(&simulator)->execute(command(StartSimulatedMachine{"A"})));
        QCOMPARE(seen, 1);
    }

    void shouldTellTheSimulatorOnceHoweverOftenTheCommandComes()
    {
        Desk desk;
        TestSimulator simulator;
        const Command start = command(StartSimulatedMachine{"A"});
        const auto dispatcher = desk.dispatcher(&simulator);
        for (int i = 0; i < 10; ++i)
            QVERIFY(dispatcher->execute(start));
        QCOMPARE(simulator.calls.size(), std::size_t(1));
        QCOMPARE(desk.records(), 1);
    }

    void shouldPassOnThatTheSimulatorCouldNot()
    {
        Desk desk;
        TestSimulator simulator;
        simulator.answer = failure(ErrorKind::notFound, QStringLiteral("gone"));
        const auto answer = desk.dispatcher(&simulator)->execute(command(StartSimulatedMachine{"A"}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().sentence, QStringLiteral("gone"));
    }

    void shouldRefuseWhatTheSimulatorDoesNotKnow()
    {
        Desk desk;
        TestSimulator simulator;
        const auto dispatcher = desk.dispatcher(&simulator);
        for (const Action &action : std::initializer_list<Action>{
                 StartSimulatedMachine{"B"}, StopSimulatedMachine{"B"}, InjectFault{"B", "bearing_wear"},
                 InjectFault{"A", "gremlins"}, ClearFaults{"B"}}) {
            const auto answer = dispatcher->execute(command(action));
            QVERIFY(!answer && answer.error().kind == ErrorKind::notFound);
        }
        QVERIFY(simulator.calls.empty());
        QCOMPARE(desk.records("not found"), 5);
    }

    void shouldRefuseEverythingWhereNoSimulatorRuns()
    {
        Desk desk;
        const auto dispatcher = desk.dispatcher();
        for (const Action &action : std::initializer_list<Action>{StartSimulatedMachine{"A"},
                                                                  SetSimulationRate{5}, ClearFaults{"A"}})
            QVERIFY(!dispatcher->execute(command(action)));
        QCOMPARE(desk.records("not found"), 3);
    }

    void shouldRefuseARateOutOfRange()
    {
        Desk desk;
        TestSimulator simulator;
        const auto dispatcher = desk.dispatcher(&simulator);
        for (const double rate : {0.99, 20.01, -5.0, std::nan("")}) {
            const auto answer = dispatcher->execute(command(SetSimulationRate{rate}));
            QVERIFY(!answer && answer.error().kind == ErrorKind::refused);
        }
        QVERIFY(simulator.calls.empty());
        QVERIFY(dispatcher->execute(command(SetSimulationRate{1})));
        QVERIFY(dispatcher->execute(command(SetSimulationRate{20})));
    }

    void shouldRefuseASeverityOutOfRange()
    {
        Desk desk;
        TestSimulator simulator;
        const auto dispatcher = desk.dispatcher(&simulator);
        for (const double severity : {0.0, 1.01, -1.0, std::nan("")}) {
            const auto answer = dispatcher->execute(command(InjectFault{"A", "bearing_wear", severity}));
            QVERIFY(!answer && answer.error().kind == ErrorKind::refused);
        }
        QVERIFY(simulator.calls.empty());
    }

    void shouldNotTellTheSimulatorWhatAnObserverWants()
    {
        Desk desk;
        TestSimulator simulator;
        QVERIFY(
            !desk.dispatcher(&simulator)->execute(command(StopSimulatedMachine{"A"}, Actor::Role::observer)));
        QVERIFY(simulator.calls.empty());
        QCOMPARE(desk.records("refused"), 1);
    }
};

std::unique_ptr<QObject> makeSimulatorCommandsTest()
{
    return std::make_unique<SimulatorCommandsTest>();
}

#include "simulatorcommands_test.moc"
