#include "judge/randomreadings.h"
#include "judge/steps.h"
#include "settings/databaseurl.h"
#include "storage/judgetables.h"
#include "storage/migrations.h"
#include "storage/planttables.h"
#include "storage/storefacts.h"
#include "support/testdatabase.h"

#include <QTest>

#include <future>

using namespace rig::test;
using namespace std::chrono_literals;
using rig::JudgeBatch;
using rig::JudgeLease;
using rig::JudgeOutcome;
using rig::storage::JudgeTables;

namespace {

const rig::StreamId stream{"cluster", "sensor-data"};
constexpr std::array partitions{0, 1};

rig::MachineMemory memory(std::int64_t occurrences)
{
    rig::MachineMemory memory;
    memory.partition = 0;
    memory.sensors.resize(1);
    memory.sensors[0].occurrences[2] = occurrences;
    return memory;
}

} // namespace

/// Two judges with one database: who may write.
class JudgeLeaseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_DATABASE(); }

    void init()
    {
        m_database = std::make_unique<TestDatabase>();
        const auto connection = got(rig::storage::Connection::open(address()));
        got(rig::storage::migrate(*connection, rig::storage::Foreign::refuse, {}));
        rig::storage::PlantTables plants(address(), {});
        m_revision = got(plants.alter([](const rig::PlantDefinition &) -> rig::Result<rig::PlantDefinition> {
                         return livelyPlant();
                     }))->revision();
        m_crash = {};
        m_one = tables("one");
        m_two = tables("two");
    }

    void cleanup()
    {
        m_one.reset();
        m_two.reset();
        m_database.reset();
    }

    void shouldLeaveAStreamWithKeysToEveryone()
    {
        QCOMPARE(got(m_one->lease(stream)), (JudgeLease{false, false, 0}));
        QCOMPARE(got(m_two->lease(stream)), (JudgeLease{false, false, 0}));
        QCOMPARE(got(m_one->store(moved(0, 0, {}, 5))), JudgeOutcome::stored);
        QCOMPARE(got(m_two->store(moved(0, 1, {}, 7))), JudgeOutcome::stored);
        QVERIFY(holder() == std::nullopt);
    }

    void shouldBeMarkedForEveryNodeAndForGood()
    {
        const JudgeLease marked = got(m_one->markKeyless(stream));
        QVERIFY(marked.keyless && marked.ours);
        QCOMPARE(got(m_two->markKeyless(stream)), (JudgeLease{true, false, marked.term}));
        QCOMPARE(got(tables("three")->lease(stream)), (JudgeLease{true, false, marked.term}));
        QCOMPARE(got(tables("one")->lease(stream)), marked); // a restart goes on as the holder
        QCOMPARE(got(m_two->start(stream, partitions)).lease, (JudgeLease{true, false, marked.term}));
        const rig::StreamId other{"cluster", "another"};
        QVERIFY(!got(m_two->lease(other)).keyless);
    }

    void shouldBeRenewedByItsHolder()
    {
        got(m_one->markKeyless(stream));
        const std::string before = until();
        const JudgeLease renewed = got(m_one->lease(stream));
        QVERIFY(renewed.ours);
        QVERIFY(until() > before);
        QVERIFY(!got(m_two->lease(stream)).ours);
    }

    void shouldBeTakenWhenItRanOut()
    {
        const JudgeLease first = got(m_one->markKeyless(stream));
        runOut();
        QCOMPARE(got(m_two->lease(stream)), (JudgeLease{true, true, first.term + 1}));
        QCOMPARE(got(m_one->lease(stream)), (JudgeLease{true, false, first.term + 1}));
    }

    void shouldBeTakenByOneOfManyThatTry()
    {
        got(m_one->markKeyless(stream));
        runOut();
        std::vector<std::future<bool>> tries;
        for (int i = 0; i < 8; ++i)
            tries.push_back(std::async(std::launch::async, [this, i] {
                const auto own = tables("try " + std::to_string(i));
                return got(own->lease(stream)).ours;
            }));
        int taken = 0;
        for (auto &one : tries)
            taken += one.get() ? 1 : 0;
        QCOMPARE(taken, 1);
    }

    void shouldRunOutByItself()
    {
        got(m_one->markKeyless(stream));
        std::this_thread::sleep_for(rig::storage::JudgeLeases::holdTime - 1s);
        QVERIFY(!got(m_two->lease(stream)).ours);
        std::this_thread::sleep_for(1500ms);
        QVERIFY(got(m_two->lease(stream)).ours);
    }

    void shouldBeGivenBackByItsHolderAlone()
    {
        got(m_one->markKeyless(stream));
        QVERIFY(m_two->giveBack(stream));
        QVERIFY(holder() == "one");
        QVERIFY(m_one->giveBack(stream));
        QVERIFY(holder() == std::nullopt);
        QVERIFY(got(m_two->lease(stream)).ours);
    }

    void shouldRefuseWhatWasJudgedBeforeTheMark()
    {
        QCOMPARE(got(m_two->store(moved(0, 1, {}, 5))), JudgeOutcome::stored);
        const JudgeLease lease = got(m_one->markKeyless(stream));
        QCOMPARE(got(m_two->store(moved(0, 1, 5, 6))), JudgeOutcome::notOurs);
        QCOMPARE(got(m_one->store(moved(0, 1, 5, 6))), JudgeOutcome::notOurs); // the holder neither
        QCOMPARE(got(m_one->store(moved(lease.term, 1, 5, 6))), JudgeOutcome::stored);
    }

    /// The offset rows do not tell: what the second one judged lies in another partition. The machine is the
    /// same, and so is its memory.
    void shouldRefuseAHolderThatWakesUp()
    {
        const JudgeLease first = got(m_one->markKeyless(stream));
        JudgeBatch batch = moved(first.term, 0, {}, 3);
        batch.memories[1] = memory(1);
        QCOMPARE(got(m_one->store(batch)), JudgeOutcome::stored);
        runOut();
        const JudgeLease second = got(m_two->lease(stream));
        batch = moved(second.term, 0, 3, 9);
        batch.memories[1] = memory(4);
        QCOMPARE(got(m_two->store(batch)), JudgeOutcome::stored);

        JudgeBatch late = moved(first.term, 1, {}, 2);
        late.memories[1] = memory(2);
        QCOMPARE(got(m_one->store(late)), JudgeOutcome::notOurs);
        late.term = second.term;
        QCOMPARE(got(m_one->store(late)), JudgeOutcome::notOurs);
        const rig::JudgeStart start = got(m_two->start(stream, partitions));
        QVERIFY(start.memories.at(1) == memory(4));
        QVERIFY(!start.positions[1].next);
    }

    void shouldRefuseWhatAHolderJudgedBeforeAnotherOneHadIt()
    {
        const JudgeLease first = got(m_one->markKeyless(stream));
        QVERIFY(m_one->giveBack(stream));
        QVERIFY(got(m_two->lease(stream)).ours);
        QVERIFY(m_two->giveBack(stream));
        const JudgeLease again = got(m_one->lease(stream));
        QVERIFY(again.ours);
        QCOMPARE(got(m_one->store(moved(first.term, 0, {}, 3))), JudgeOutcome::notOurs);
        QCOMPARE(got(m_one->store(moved(again.term, 0, {}, 3))), JudgeOutcome::stored);
    }

    void shouldLetAHolderWriteThatIsLateAndWasNotReplaced()
    {
        const JudgeLease lease = got(m_one->markKeyless(stream));
        runOut();
        QCOMPARE(got(m_one->store(moved(lease.term, 0, {}, 3))), JudgeOutcome::stored);
    }

    void shouldWaitForATransactionThatHasBegun_data()
    {
        QTest::addColumn<bool>("mark");
        QTest::newRow("before it marks") << true;
        QTest::newRow("before it takes over") << false;
    }

    void shouldWaitForATransactionThatHasBegun()
    {
        QFETCH(const bool, mark);
        const std::int64_t term = mark ? 0 : got(m_one->markKeyless(stream)).term;
        if (!mark)
            runOut();
        std::future<JudgeLease> other;
        bool waited = false;
        m_crash.step = "judge-after-lease";
        m_crash.act = [&] {
            other = std::async(std::launch::async,
                               [&] { return got(mark ? m_two->markKeyless(stream) : m_two->lease(stream)); });
            waited = other.wait_for(1s) == std::future_status::timeout;
        };
        QCOMPARE(got(m_one->store(moved(term, 0, {}, 3))), JudgeOutcome::stored);
        QVERIFY(waited);
        QVERIFY(other.get().ours);
        QCOMPARE(got(m_two->start(stream, partitions)).positions[0].next, std::optional<std::int64_t>(3));
    }

    void shouldBeThereAgainWhereAPersonDeletedItsRow()
    {
        QCOMPARE(got(m_one->store(moved(0, 0, {}, 3))), JudgeOutcome::stored);
        m_database->sql().run("delete from rig.judge_lease");
        QCOMPARE(got(m_one->store(moved(0, 0, 3, 4))), JudgeOutcome::notOurs);
        QCOMPARE(got(m_one->lease(stream)), (JudgeLease{false, false, 0}));
        got(m_one->lease(stream));
        QCOMPARE(got(m_one->store(moved(0, 0, 3, 4))), JudgeOutcome::stored);
    }

    /// As the README of core/pipeline says it.
    void shouldBeSharedAgainWhereAPersonTakesTheMarkAway()
    {
        const JudgeLease lease = got(m_one->markKeyless(stream));
        m_database->sql().run("update rig.judge_lease set keyless_since = null, holder = null, "
                              "held_until = null, term = term + 1");
        const JudgeLease shared = got(m_one->lease(stream));
        QCOMPARE(shared, (JudgeLease{false, false, lease.term + 1}));
        QCOMPARE(got(m_one->store(moved(lease.term, 0, {}, 3))), JudgeOutcome::notOurs);
        QCOMPARE(got(m_one->store(moved(shared.term, 0, {}, 3))), JudgeOutcome::stored);
        QCOMPARE(got(m_two->store(moved(shared.term, 1, {}, 3))), JudgeOutcome::stored);
    }

    void shouldTellAPersonWhoJudges()
    {
        const auto connection = got(rig::storage::Connection::open(address()));
        QVERIFY(!got(rig::storage::readKeyless(*connection, stream)));
        got(m_one->markKeyless(stream));
        QVERIFY(got(rig::storage::readKeyless(*connection, stream)).value().holder == "one");
        runOut();
        QVERIFY(got(rig::storage::readKeyless(*connection, stream)).value().holder == std::nullopt);
    }

private:
    rig::settings::DatabaseAddress address() const
    {
        return got(rig::settings::parseDatabaseUrl(m_database->url()));
    }

    std::unique_ptr<JudgeTables> tables(const std::string &holder)
    {
        return std::make_unique<JudgeTables>(address(), holder, m_crash, rig::WaitCheck());
    }

    JudgeBatch moved(std::int64_t term, std::int32_t partition, std::optional<std::int64_t> expected,
                     std::int64_t next) const
    {
        JudgeBatch batch;
        batch.plantRevision = m_revision;
        batch.term = term;
        batch.stream = stream;
        batch.advances = {{partition, expected, next}};
        return batch;
    }

    /// As after the holder was not heard of for long.
    void runOut() { m_database->sql().run("update rig.judge_lease set held_until = now() - interval '1 s'"); }
    std::optional<std::string> holder()
    {
        return m_database->sql().run("select holder from rig.judge_lease").at(0).at(0);
    }
    std::string until() { return m_database->sql().text("select held_until from rig.judge_lease"); }

    std::unique_ptr<TestDatabase> m_database;
    AtStep m_crash;
    std::unique_ptr<JudgeTables> m_one;
    std::unique_ptr<JudgeTables> m_two;
    std::int64_t m_revision = 0;
};

QTEST_GUILESS_MAIN(JudgeLeaseTest)

#include "judgeleasetest.moc"
