#include "spine/tests.h"
#include "spine/world.h"
#include "support/servers.h"
#include "support/waiting.h"

#include <set>
#include <stdexcept>

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;

namespace {

constexpr int partitions = 6;
constexpr auto sessionTime = 6s; ///< what the group waits for a member that is silent

/// One installation more on the same database and topic: a second node of the plant.
struct TwoNodes : World
{
    TwoNodes() : World(partitions), secondInstallation(database, topic.name())
    {
        importDemo();
        first = installation.startNode();
        sendEverywhere();
        if (!stored())
            throw std::runtime_error("the first node does not store");
        serversOfFirst = database.serverProcesses();
        second = secondInstallation.startNode();
    }

    /// Two messages to each partition; with an ingest id of their own each where one is to begin with `id`.
    void sendEverywhere(const std::string &id = {})
    {
        for (int i = 0; i < 2 * partitions; ++i) {
            Message message = reading("A", {{"rpm", ++count}}, now());
            message.partition = i % partitions;
            if (!id.empty())
                message.headers = {{"rig-ingest-id", id + std::to_string(count)}};
            producer.send(message);
        }
        producer.flush();
    }

    std::int64_t waitingFor(const std::string &table)
    {
        return database.sql().number(
            "select count(*) from pg_locks where not granted and relation = $1::regclass", {table});
    }

    /// Partitions of which everything that was sent is stored.
    std::set<std::int32_t> complete()
    {
        std::set<std::int32_t> all;
        for (const auto &[partition, end] : endsOf(producer.messages()))
            if (database.sql().number("select next_offset from rig.reader_position where reader = 'keep' and "
                                      "kafka_partition = $1",
                                      {std::to_string(partition)}) == end)
                all.insert(partition);
        return all;
    }

    /// With the first node standing still some of the partitions go on at once: both have a share.
    bool bothHaveAShare()
    {
        return waitUntil(
            [&] {
                if (!stored())
                    return false;
                first->freeze();
                sendEverywhere();
                waitUntil([&] { return !complete().empty(); }, 3s);
                std::this_thread::sleep_for(1s);
                const std::size_t done = complete().size();
                first->thaw();
                if (done > 0 && done < partitions)
                    return true;
                std::this_thread::sleep_for(2s); // while it stands still the group cannot share anything out
                return false;
            },
            60s);
    }

    Installation secondInstallation;
    std::unique_ptr<Node> first;
    std::unique_ptr<Node> second;
    std::vector<int> serversOfFirst;
    int count = 0;
};

} // namespace

class GroupTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_BROKER(); }

    void shouldShareThePartitionsAndTakeThemOverFromOneAnother()
    {
        TwoNodes nodes;
        QVERIFY(nodes.bothHaveAShare());
        nodes.sendEverywhere();
        QCOMPARE(nodes.first->stop(), 0);
        nodes.sendEverywhere();
        QVERIFY(nodes.stored(sessionTime + 10s));
        nodes.first = nodes.installation.startNode();
        QVERIFY(nodes.bothHaveAShare());
        nodes.first->kill();
        nodes.sendEverywhere();
        QVERIFY(nodes.stored(sessionTime + 10s));
        RIG_VERIFY_STORED(nodes);
    }

    void shouldFenceANodeThatWakesUpAfterATakeOver()
    {
        TwoNodes nodes;
        QVERIFY(nodes.bothHaveAShare());
        QVERIFY(nodes.stored());
        {
            // It sends the beginning of its next transaction to a server process that stands still, and then
            // stands still itself. It could not do so within the transaction: the server would end that.
            const StandingStill served(nodes.serversOfFirst);
            nodes.sendEverywhere();
            std::this_thread::sleep_for(500ms);
            nodes.first->freeze();
            QVERIFY(nodes.stored(sessionTime + 10s)); // by the second one
            nodes.sendEverywhere();
            QVERIFY(nodes.stored());
        }
        nodes.first->thaw();
        QVERIFY2(nodes.first->says(u"Another instance owns a partition"_s), qPrintable(nodes.first->said()));
        QVERIFY(nodes.bothHaveAShare());
        RIG_VERIFY_STORED(nodes);
    }

    void shouldNotBeHeldUpByANodeThatFreezesWithinATransaction()
    {
        TwoNodes nodes;
        QVERIFY(nodes.bothHaveAShare());
        QVERIFY(nodes.stored());
        // Both nodes come as far as the claims, their offset rows moved and locked; then the first stands
        // still.
        Sql lock(nodes.database.url());
        lock.run("begin; lock table rig.ingest_claim in access exclusive mode");
        nodes.sendEverywhere("unique-");
        QVERIFY(waitUntil([&] { return nodes.waitingFor("rig.ingest_claim") >= 2; }, 10s));
        nodes.first->freeze();
        lock.run("rollback");
        QVERIFY(nodes.stored(sessionTime + 15s));
        nodes.first->thaw();
        QVERIFY(nodes.bothHaveAShare());
        RIG_VERIFY_STORED(nodes);
    }
};

std::unique_ptr<QObject> makeGroupTest()
{
    return std::make_unique<GroupTest>();
}

#include "grouptest.moc"
