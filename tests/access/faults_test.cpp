#include "access/desk.h"
#include "access/dispatcher.h"
#include "access/tests.h"
#include "access/testsimulator.h"
#include "storage/changetables.h"

#include <QTest>

#include <deque>

using namespace rig;
using namespace rig::test;

namespace {

enum class Fault
{
    none,
    noBegin,    ///< the server cannot be asked
    noRecord,   ///< it breaks off before the record is written
    answerLost, ///< it commits, and its answer does not come
    commitLost, ///< it never hears the commit
};

Error away()
{
    return {ErrorKind::unavailable, QStringLiteral("the line is dead"), {}};
}

/// The real transaction of the real database, with a fault in it at a known step.
class FaultyChange : public Change
{
public:
    FaultyChange(std::unique_ptr<Change> real, Fault fault) : m_real(std::move(real)), m_fault(fault) {}

    Result<std::optional<AuditRecord>> recorded(const std::string &id) override
    {
        return m_real->recorded(id);
    }
    Result<PlantPtr> holdPlant() override { return m_real->holdPlant(); }
    Result<PlantPtr> storePlant(PlantDefinition next) override { return m_real->storePlant(std::move(next)); }
    Result<bool> passGap(const AcceptGap &gap) override { return m_real->passGap(gap); }
    Result<Retention> holdRetention() override { return m_real->holdRetention(); }
    Done storeRetention(const Retention &next) override { return m_real->storeRetention(next); }

    Result<std::optional<HeldFinding>> holdFinding(std::int64_t id) override
    {
        return m_real->holdFinding(id);
    }
    Done storeMark(std::int64_t id, const std::optional<MarkOfFinding> &mark) override
    {
        return m_real->storeMark(id, mark);
    }
    Result<std::vector<Maintenance>> maintenanceOf(const std::string &machine,
                                                   const std::string &sensor) override
    {
        return m_real->maintenanceOf(machine, sensor);
    }
    Done addMaintenance(const Maintenance &one) override { return m_real->addMaintenance(one); }
    Done endMaintenance(const Maintenance &one, Instant at) override
    {
        return m_real->endMaintenance(one, at);
    }

    Result<std::int64_t> countNotes(const std::string &machine) override
    {
        return m_real->countNotes(machine);
    }
    Result<std::int64_t> addNote(const Note &note) override { return m_real->addNote(note); }
    Result<std::optional<Note>> holdNote(std::int64_t id) override { return m_real->holdNote(id); }
    Done removeNote(std::int64_t id) override { return m_real->removeNote(id); }

    Done record(const AuditRecord &record) override
    {
        return m_fault == Fault::noRecord ? tl::unexpected(away()) : m_real->record(record);
    }

    Done commit() override
    {
        if (m_fault != Fault::answerLost && m_fault != Fault::commitLost)
            return m_real->commit();
        if (m_fault == Fault::answerLost)
            if (Done committed = m_real->commit(); !committed)
                return committed;
        return failure(ErrorKind::inDoubt, QStringLiteral("no answer"));
    }

private:
    std::unique_ptr<Change> m_real;
    Fault m_fault;
};

/// One fault per transaction, in order; afterwards none.
class FaultyStore : public ChangeStore
{
public:
    FaultyStore(const Desk &desk, std::deque<Fault> faults)
        : m_real(desk.address.app, {}), m_faults(std::move(faults))
    {
    }

    Result<std::unique_ptr<Change>> begin() override
    {
        Fault fault = Fault::none;
        if (!m_faults.empty()) {
            fault = m_faults.front();
            m_faults.pop_front();
        }
        if (fault == Fault::noBegin)
            return tl::unexpected(away());
        return m_real.begin().map([fault](std::unique_ptr<Change> real) {
            return std::unique_ptr<Change>(new FaultyChange(std::move(real), fault));
        });
    }

private:
    storage::ChangeTables m_real;
    std::deque<Fault> m_faults;
};

Result<QString> executeWith(const Desk &desk, std::deque<Fault> faults, Simulator *simulator,
                            const Command &command)
{
    return access::Dispatcher(std::make_unique<FaultyStore>(desk, std::move(faults)),
                              access::Reach{simulator, nullptr})
        .execute(command);
}

} // namespace

class FaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_DATABASE(); }

    void shouldActOnceWhenTheAnswerToTheCommitIsLost()
    {
        Desk desk;
        TestSimulator simulator;
        QVERIFY(executeWith(desk, {Fault::answerLost}, &simulator, command(StartSimulatedMachine{"A"})));
        QVERIFY(executeWith(desk, {Fault::answerLost}, &simulator, command(ImportPlant{smallPlant()})));
        QCOMPARE(simulator.calls.size(), std::size_t(1));
        QCOMPARE(desk.revision(), 1);
        QCOMPARE(desk.records(), 2);
    }

    void shouldActOnceWhenTheCommitIsLost()
    {
        Desk desk;
        TestSimulator simulator;
        QVERIFY(executeWith(desk, {Fault::commitLost}, &simulator, command(StartSimulatedMachine{"A"})));
        QVERIFY(executeWith(desk, {Fault::commitLost}, &simulator, command(ImportPlant{smallPlant()})));
        QCOMPARE(simulator.calls.size(), std::size_t(1));
        QCOMPARE(desk.revision(), 1);
        QCOMPARE(desk.records(), 2);
    }

    void shouldSayThatItDoesNotKnowWhereItCannotBeFoundOut()
    {
        Desk desk;
        TestSimulator simulator;
        const auto answer = executeWith(desk, {Fault::answerLost, Fault::noBegin}, &simulator,
                                        command(StartSimulatedMachine{"A"}));
        QVERIFY(!answer && answer.error().kind == ErrorKind::inDoubt);
        QVERIFY2(answer.error().sentence.contains(u"not known"), qPrintable(answer.error().sentence));
        QVERIFY(simulator.calls.empty());
    }

    void shouldChangeNothingThatCannotBeRecorded()
    {
        Desk desk;
        TestSimulator simulator;
        for (const Action &action :
             std::initializer_list<Action>{ImportPlant{smallPlant()}, StartSimulatedMachine{"A"}}) {
            const auto answer =
                executeWith(desk, {Fault::noRecord, Fault::noRecord}, &simulator, command(action));
            QVERIFY(!answer && answer.error().kind == ErrorKind::unavailable);
            QVERIFY2(answer.error().sentence.contains(u"cannot be recorded"),
                     qPrintable(answer.error().sentence));
        }
        QCOMPARE(desk.revision(), 0);
        QCOMPARE(desk.database.sql().number("select count(*) from rig.sensor"), 0);
        QVERIFY(simulator.calls.empty());
        QCOMPARE(desk.records(), 0);
    }

    void shouldRefuseWhatMayNotBeAlsoWhereItCannotBeRecorded()
    {
        Desk desk;
        const auto answer = executeWith(desk, {Fault::noBegin, Fault::noBegin}, nullptr,
                                        command(ImportPlant{smallPlant()}, Actor::Role::observer));
        QVERIFY(!answer && answer.error().kind == ErrorKind::refused);
    }

    void shouldNotMindOneDeadConnection()
    {
        Desk desk;
        const auto dispatcher = desk.dispatcher();
        QVERIFY(dispatcher->execute(command(ImportPlant{smallPlant()})));
        Sql(adminUrl())
            .run("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1",
                 {desk.database.name()});
        const auto answer = dispatcher->execute(command(ImportPlant{smallPlant(4200)}));
        QVERIFY2(answer, qPrintable(said(answer)));
        QCOMPARE(desk.revision(), 2);
    }

    void shouldSayThatNothingIsDoneWhileTheDatabaseIsAway()
    {
        Desk desk;
        TestSimulator simulator;
        composition::Database nobody = desk.address;
        nobody.app.port = 1;
        const auto dispatcher = composition::openDispatcher(nobody, {&simulator, nullptr}, {});
        for (const Action &action :
             std::initializer_list<Action>{ImportPlant{smallPlant()}, StartSimulatedMachine{"A"}}) {
            const auto answer = dispatcher->execute(command(action));
            QVERIFY(!answer && answer.error().kind == ErrorKind::unavailable);
            QVERIFY2(answer.error().sentence.startsWith(u"Not done, because it cannot be recorded."),
                     qPrintable(answer.error().sentence));
        }
        QVERIFY(simulator.calls.empty());
    }
};

std::unique_ptr<QObject> makeFaultsTest()
{
    return std::make_unique<FaultsTest>();
}

#include "faults_test.moc"
