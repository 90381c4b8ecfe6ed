#include "storage/judgetables.h"
#include "judge/plants.h"
#include "judge/randomreadings.h"
#include "judge/steps.h"
#include "settings/databaseurl.h"
#include "storage/memorycodec.h"
#include "storage/migrations.h"
#include "storage/planttables.h"
#include "support/servers.h"
#include "support/testdatabase.h"
#include "support/waiting.h"

#include <QTest>

#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;
using rig::ErrorKind;
using rig::Instant;
using rig::JudgeBatch;
using rig::JudgeOutcome;
using rig::LimitEvent;
using rig::LimitName;
using rig::storage::JudgeTables;

namespace {

constexpr Instant noon = std::chrono::sys_days{std::chrono::year{2026} / 1 / 12} + 12h;
const rig::StreamId stream{"cluster", "sensor-data"};
constexpr std::array partitions{0, 1};

/// What a test throws where the program would be gone.
struct Gone
{
};

LimitEvent limitEvent(std::int64_t occurrence, bool raised, std::optional<LimitEvent::Cause> cause = {})
{
    LimitEvent event;
    event.machine = 1;
    event.slot = 1;
    event.limit = cause ? LimitName::hi : LimitName::stale;
    event.raised = raised;
    event.occurrence = occurrence;
    event.value = cause ? 10.25 : rig::noValue;
    event.at = noon + 1us;
    event.receivedAt = noon + 2us;
    event.cause = cause;
    return event;
}

} // namespace

class JudgeTablesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_DATABASE(); }

    void init()
    {
        m_database = std::make_unique<TestDatabase>();
        m_crash = {};
        migrate({});
        m_tables = tables(m_database->url());
    }

    void cleanup()
    {
        m_tables.reset();
        m_database.reset();
    }

    void shouldStoreABatchWhole()
    {
        JudgeBatch batch = emptyBatch();
        batch.advances = {{0, {}, 12}, {1, {}, 5}};
        batch.events = {limitEvent(1, true, LimitEvent::Cause{0, 7}),
                        limitEvent(1, false, LimitEvent::Cause{0, 9}), limitEvent(1, true)};
        batch.events[1].late = true;
        batch.memories[1] = memory(1);
        batch.memories[5] = memory(2);
        QCOMPARE(got(m_tables->store(batch)), JudgeOutcome::stored);

        const auto start = got(m_tables->start(stream, partitions));
        QCOMPARE(start.plant->revision(), m_revision);
        QCOMPARE(start.positions.size(), std::size_t{2});
        QCOMPARE(start.positions[0].next, std::optional<std::int64_t>(12));
        QCOMPARE(start.positions[1].next, std::optional<std::int64_t>(5));
        QVERIFY(start.memories == batch.memories);
        const Sql::Rows rows = m_database->sql().run(
            "select machine, sensor, limit_name, state, occurrence, value, at at time zone 'utc', "
            "received_at at time zone 'utc', topic, kafka_partition, kafka_offset, late from "
            "rig_limit_events "
            "order by limit_name, state");
        const Sql::Rows expected{
            {"A", "x", "hi", "raised", "1", "10.25", "2026-01-12 12:00:00.000001",
             "2026-01-12 12:00:00.000002", "sensor-data", "0", "7", "f"},
            {"A", "x", "hi", "returned", "1", "10.25", "2026-01-12 12:00:00.000001",
             "2026-01-12 12:00:00.000002", "sensor-data", "0", "9", "t"},
            {"A",
             "x",
             "stale",
             "raised",
             "1",
             {},
             "2026-01-12 12:00:00.000001",
             "2026-01-12 12:00:00.000002",
             "sensor-data",
             {},
             {},
             "f"},
        };
        QVERIFY(rows == expected);
    }

    void shouldGoOnFromWhatIsStored()
    {
        JudgeBatch batch = moved({}, 3);
        batch.memories[1] = memory(1);
        QCOMPARE(got(m_tables->store(batch)), JudgeOutcome::stored);
        batch = moved(3, 9);
        batch.memories[1] = memory(7);
        batch.memories[2] = memory(1);
        QCOMPARE(got(m_tables->store(batch)), JudgeOutcome::stored);
        const auto start = got(m_tables->start(stream, partitions));
        QCOMPARE(start.positions[0].next, std::optional<std::int64_t>(9));
        QVERIFY(!start.positions[1].next);
        QVERIFY(start.memories == batch.memories);
    }

    void shouldStoreAllOrNothingWhereverItEnds_data()
    {
        QTest::addColumn<QString>("step");
        for (const std::string_view step : rig::judgeSteps)
            if (step.starts_with("judge-"))
                QTest::newRow(step.data()) << QString::fromUtf8(step.data());
    }

    void shouldStoreAllOrNothingWhereverItEnds()
    {
        QFETCH(const QString, step);
        JudgeBatch batch = moved({}, 3);
        batch.events = {limitEvent(1, true, LimitEvent::Cause{0, 2})};
        batch.memories[1] = memory(1);
        m_crash.step = step.toStdString();
        m_crash.act = [] { throw Gone{}; };
        QVERIFY_THROWS_EXCEPTION(Gone, static_cast<void>(m_tables->store(batch)));
        const bool all = step == u"judge-after-commit"_s;
        QCOMPARE(m_database->sql().text(
                     "select (select count(*) from rig.limit_event) || ' ' || (select count(*) "
                     "from rig.judge_memory) || ' ' || (select count(*) from rig.reader_position)"),
                 std::string(all ? "1 1 1" : "0 0 0"));
        QCOMPARE(got(m_tables->holds(batch)), all);
    }

    void shouldBeFencedByAnOffsetThatMoved_data()
    {
        QTest::addColumn<bool>("stands");
        QTest::addColumn<bool>("expected");
        QTest::newRow("row elsewhere") << true << true;
        QTest::newRow("row where none was") << true << false;
        QTest::newRow("no row where one was") << false << true;
    }

    void shouldBeFencedByAnOffsetThatMoved()
    {
        QFETCH(const bool, stands);
        QFETCH(const bool, expected);
        if (stands)
            QCOMPARE(got(m_tables->store(moved({}, 4))), JudgeOutcome::stored);
        JudgeBatch batch = moved(expected ? std::optional<std::int64_t>(3) : std::nullopt, 9);
        batch.advances.push_back({1, {}, 2});
        batch.events = {limitEvent(1, true, LimitEvent::Cause{0, 5})};
        batch.memories[1] = memory(1);
        QCOMPARE(got(m_tables->store(batch)), JudgeOutcome::fenced);
        verifyNothingOf(stands ? std::optional<std::int64_t>(4) : std::nullopt);
    }

    void shouldBeFencedByAnOccurrenceThatIsKnown()
    {
        JudgeBatch first = moved({}, 4);
        first.events = {limitEvent(1, true, LimitEvent::Cause{0, 3})};
        QCOMPARE(got(m_tables->store(first)), JudgeOutcome::stored);
        JudgeBatch second = moved(4, 6);
        second.events = {limitEvent(2, true, LimitEvent::Cause{0, 5}),
                         limitEvent(1, true, LimitEvent::Cause{0, 4})};
        second.memories[1] = memory(1);
        QCOMPARE(got(m_tables->store(second)), JudgeOutcome::fenced);
        QCOMPARE(m_database->sql().number("select count(*) from rig.limit_event"), 1);
        QCOMPARE(got(m_tables->start(stream, partitions)).positions[0].next, std::optional<std::int64_t>(4));
        QCOMPARE(m_database->sql().number("select count(*) from rig.judge_memory"), 0);
    }

    void shouldFenceTimersByAnOffsetThatStays()
    {
        QCOMPARE(got(m_tables->store(moved({}, 4))), JudgeOutcome::stored);
        JudgeBatch timers = moved(4, 4);
        timers.events = {limitEvent(1, true)};
        timers.memories[1] = memory(1);
        QVERIFY(!got(m_tables->holds(timers)));
        QCOMPARE(got(m_tables->store(timers)), JudgeOutcome::stored);
        QVERIFY(got(m_tables->holds(timers)));
        QCOMPARE(got(m_tables->store(timers)), JudgeOutcome::fenced);
        QCOMPARE(got(m_tables->store(moved(4, 5))), JudgeOutcome::stored);
        timers.events[0].occurrence = 2;
        QCOMPARE(got(m_tables->store(timers)), JudgeOutcome::fenced);
    }

    void shouldSayThatThePlantMoved()
    {
        JudgeBatch batch = moved({}, 4);
        batch.memories[1] = memory(1);
        rig::storage::PlantTables plants(address(m_database->url()), {});
        got(plants.alter([](rig::PlantDefinition plant) -> rig::Result<rig::PlantDefinition> {
            plant.sensors[0].limits.hi = 190;
            return plant;
        }));
        QCOMPARE(got(m_tables->store(batch)), JudgeOutcome::plantMoved);
        verifyNothingOf({});
        const auto start = got(m_tables->start(stream, partitions));
        QCOMPARE(start.plant->revision(), m_revision + 1);
        batch.plantRevision = start.plant->revision();
        QCOMPARE(got(m_tables->store(batch)), JudgeOutcome::stored);
    }

    void shouldLetOneOfManyWin()
    {
        std::atomic<int> stored = 0;
        std::atomic<int> fenced = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i)
                threads.emplace_back([&] {
                    AtStep ignored;
                    JudgeTables own(address(m_database->url()), "me", ignored, {});
                    JudgeBatch batch = moved({}, 4);
                    batch.advances.push_back({1, {}, 4});
                    batch.events = {limitEvent(1, true, LimitEvent::Cause{0, 3})};
                    batch.memories[1] = memory(1);
                    const JudgeOutcome outcome = got(own.store(batch));
                    ++(outcome == JudgeOutcome::stored ? stored : fenced);
                });
        }
        QCOMPARE(stored, 1);
        QCOMPARE(fenced, 3);
    }

    void shouldLookUpACommitInDoubt_data()
    {
        QTest::addColumn<bool>("committed");
        QTest::newRow("it was") << true;
        QTest::newRow("it was not") << false;
    }

    void shouldLookUpACommitInDoubt()
    {
        QFETCH(const bool, committed);
        JudgeBatch batch = moved({}, 4);
        batch.events = {limitEvent(1, true, LimitEvent::Cause{0, 3})};
        batch.memories[1] = memory(1);
        // The commit is sent to a server process that stands still, and we do not wait for its answer.
        std::optional<StandingStill> still;
        m_crash.step = "judge-before-commit";
        m_crash.act = [&] {
            still.emplace(serverProcesses());
            m_impatient = true;
            if (!committed)
                Sql(adminUrl())
                    .run("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" +
                         m_database->name() + "'");
        };
        const auto outcome = m_tables->store(batch);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::inDoubt);
        still.reset();
        m_impatient = false;
        m_crash = {};
        QVERIFY(waitUntil([&] { return got(m_tables->holds(batch)) == committed; }, 5s));
        if (!committed)
            QCOMPARE(got(m_tables->store(batch)), JudgeOutcome::stored);
        QCOMPARE(m_database->sql().number("select count(*) from rig.limit_event"), 1);
        QVERIFY(got(m_tables->holds(batch)));
    }

    void shouldNameAMemoryThatIsDamaged()
    {
        JudgeBatch batch = moved({}, 4);
        batch.memories[1] = memory(1);
        QCOMPARE(got(m_tables->store(batch)), JudgeOutcome::stored);
        m_database->sql().run("update rig.judge_memory set memory = substring(memory from 1 for 9)");
        const auto start = m_tables->start(stream, partitions);
        QVERIFY(!start);
        QCOMPARE(start.error().kind, ErrorKind::damaged);
        QVERIFY2(start.error().sentence.contains(u"machine number 1 (table rig.judge_memory)"_s),
                 qPrintable(start.error().sentence));
    }

    void shouldTakeWhatStandsFromTheEventsWhereAMemoryWasDeleted()
    {
        JudgeBatch batch = moved({}, 9);
        batch.events = {
            limitEvent(1, true, LimitEvent::Cause{0, 1}), limitEvent(1, false, LimitEvent::Cause{0, 2}),
            limitEvent(2, true, LimitEvent::Cause{0, 3}), limitEvent(1, true), limitEvent(1, false)};
        batch.events.push_back(limitEvent(1, true, LimitEvent::Cause{0, 4}));
        batch.events.back().machine = 2;
        batch.memories[1] = memory(1);
        batch.memories[2] = memory(2);
        QCOMPARE(got(m_tables->store(batch)), JudgeOutcome::stored);
        m_database->sql().run("delete from rig.judge_memory where machine = 1");
        const auto start = got(m_tables->start(stream, partitions));
        QVERIFY(start.memories.at(2) == memory(2));
        rig::SensorMemory x;
        x.occurrences = {0, 0, 2, 0, 1};
        x.standing = {false, false, true, false, false};
        const rig::MachineMemory &recalled = start.memories.at(1);
        QCOMPARE(recalled.sensors.size(), std::size_t{2});
        QVERIFY(recalled.sensors[0] == rig::SensorMemory{});
        QVERIFY(recalled.sensors[1] == x);
        QCOMPARE(recalled.partition, -1);
    }

    void shouldNeedNoMoreThanTheProgramsRole()
    {
        Sql admin(adminUrl());
        const std::string role = m_database->name() + "_app";
        admin.run("create role " + role + " login password 'secret'");
        migrate(role);
        {
            const auto own = tables(m_database->urlAs(role, "secret"));
            JudgeBatch batch = moved({}, 3);
            batch.events = {limitEvent(1, true, LimitEvent::Cause{0, 2})};
            batch.memories[1] = memory(1);
            QCOMPARE(got(own->store(batch)), JudgeOutcome::stored);
            batch = moved(3, 4);
            batch.memories[1] = memory(2);
            QCOMPARE(got(own->store(batch)), JudgeOutcome::stored);
            QVERIFY(got(own->holds(batch)));
            QVERIFY(got(own->start(stream, partitions)).memories == batch.memories);
            QVERIFY(got(own->markKeyless(stream)).ours);
            QVERIFY(own->giveBack(stream));
            Sql sql(m_database->urlAs(role, "secret"));
            QCOMPARE(sql.number("select count(*) from rig_limit_events"), 1);
        }
        m_tables.reset();
        m_database.reset();
        admin.run("drop role " + role);
    }

private:
    static rig::settings::DatabaseAddress address(const std::string &url)
    {
        return got(rig::settings::parseDatabaseUrl(url));
    }

    std::unique_ptr<JudgeTables> tables(const std::string &url, const std::string &holder = "me")
    {
        return std::make_unique<JudgeTables>(
            address(url), holder, m_crash, [this](std::chrono::milliseconds) { return m_impatient.load(); });
    }

    void migrate(const std::string &appRole)
    {
        const auto connection = got(rig::storage::Connection::open(address(m_database->url())));
        got(rig::storage::migrate(*connection, rig::storage::Foreign::refuse, appRole));
        rig::storage::PlantTables plants(address(m_database->url()), {});
        m_revision = got(plants.alter([](const rig::PlantDefinition &) -> rig::Result<rig::PlantDefinition> {
                         return livelyPlant();
                     }))->revision();
    }

    JudgeBatch emptyBatch() const
    {
        JudgeBatch batch;
        batch.plantRevision = m_revision;
        batch.stream = stream;
        return batch;
    }

    JudgeBatch moved(std::optional<std::int64_t> expected, std::int64_t next) const
    {
        JudgeBatch batch = emptyBatch();
        batch.advances = {{0, expected, next}};
        return batch;
    }

    static rig::MachineMemory memory(std::int64_t occurrences)
    {
        rig::MachineMemory memory;
        memory.partition = 0;
        memory.newestAt = noon;
        memory.sensors.resize(2);
        memory.sensors[1].occurrences[2] = occurrences;
        return memory;
    }

    /// Those that serve this test's database.
    std::vector<int> serverProcesses()
    {
        std::vector<int> processes;
        for (const auto &row :
             Sql(adminUrl())
                 .run("select pid from pg_stat_activity where datname = '" + m_database->name() + "'"))
            processes.push_back(std::stoi(*row[0]));
        return processes;
    }

    void verifyNothingOf(std::optional<std::int64_t> position)
    {
        QCOMPARE(m_database->sql().number("select count(*) from rig.limit_event"), 0);
        const auto start = got(m_tables->start(stream, partitions));
        QVERIFY(start.memories.empty());
        QCOMPARE(start.positions[0].next, position);
        QVERIFY(!start.positions[1].next);
    }

    std::unique_ptr<TestDatabase> m_database;
    AtStep m_crash;
    std::atomic<bool> m_impatient = false;
    std::unique_ptr<JudgeTables> m_tables;
    std::int64_t m_revision = 0;
};

QTEST_GUILESS_MAIN(JudgeTablesTest)

#include "judgetablestest.moc"
