#include "domain/crashpoint.h"
#include "spine/tests.h"
#include "spine/world.h"
#include "support/proxy.h"
#include "support/randommessages.h"
#include "support/waiting.h"

#include <csignal>

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;

namespace {

void sendRandom(World &world, int count, std::uint32_t seed)
{
    RandomMessages random(seed);
    for (int i = 0; i < count; ++i)
        world.producer.send(random.next());
    world.producer.flush();
}

std::int64_t rowCount(World &world)
{
    return world.database.sql().number(
        "select (select count(*) from rig_messages) + (select count(*) from rig_rejected)");
}

} // namespace

class CrashTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_BROKER(); }

    void shouldNeitherLoseNorDoubleWhenKilledAtAnyStep_data()
    {
        QTest::addColumn<QString>("step");
        for (const std::string_view step : rig::keepSteps)
            QTest::newRow(step.data()) << QString::fromUtf8(step.data());
    }

    void shouldNeitherLoseNorDoubleWhenKilledAtAnyStep()
    {
        QFETCH(QString, step);
        World world;
        world.importDemo();
        sendRandom(world, 100, 1);
        auto node = world.installation.startNode({u"--fail-point"_s, step});
        QCOMPARE(node->diedOf(20s), SIGKILL);
        // All or nothing, and all only behind the commit.
        QCOMPARE(rowCount(world) > 0, step == "keep-after-commit"_L1);
        QCOMPARE(
            world.database.sql().number("select count(*) from rig.reader_position where reader = 'keep'") > 0,
            step == "keep-after-commit"_L1);

        // Where a row stands already the offset is moved in another way than where none does.
        sendRandom(world, 100, 2);
        node = world.installation.startNode();
        QVERIFY(world.stored());
        node->kill();
        node = world.installation.startNode({u"--fail-point"_s, step});
        sendRandom(world, 100, 3);
        QCOMPARE(node->diedOf(20s), SIGKILL);

        node = world.installation.startNode();
        sendRandom(world, 100, 4);
        RIG_VERIFY_STORED(world);
    }

    void shouldLookUpACommitOfUnknownOutcome_data()
    {
        QTest::addColumn<bool>("heard");
        QTest::newRow("the server did it") << true;
        QTest::newRow("the server never heard of it") << false;
    }

    void shouldLookUpACommitOfUnknownOutcome()
    {
        QFETCH(bool, heard);
        World world;
        world.importDemo();
        Proxy proxy;
        world.installation.set(u"DATABASE_URL"_s,
                               QString::fromStdString(proxy.through(world.database.url())));
        const auto node = world.installation.startNode({u"--only"_s, u"keep"_s});
        sendRandom(world, 50, 30);
        QVERIFY(world.stored());
        for (std::uint32_t round = 0; round < 5; ++round) {
            proxy.onCommit(heard ? Proxy::OnCommit::cutAfter : Proxy::OnCommit::cutBefore);
            sendRandom(world, 50, 31 + round);
            QVERIFY(waitUntil([&] { return proxy.commitsToCut() == 0; }, 10s));
            QVERIFY(world.stored());
        }
        QVERIFY2(node->said().contains(u"The outcome of a commit is unknown, looking it up."_s),
                 qPrintable(node->said()));
        RIG_VERIFY_STORED(world);
    }

    void shouldRefuseAStepThatDoesNotExist()
    {
        World world;
        const auto node = world.installation.startNode({u"--fail-point"_s, u"keep-after-lunch"_s});
        QCOMPARE(node->diedOf(10s), 0);
        QCOMPARE(node->exitCode(), 2);
        QVERIFY2(node->said().contains(u"keep-before-commit"_s), qPrintable(node->said()));
    }

    void shouldStoreItsNextRowsAtOnceAfterAKill()
    {
        World world;
        world.importDemo();
        auto node = world.installation.startNode();
        sendRandom(world, 300, 5);
        QVERIFY(world.stored());
        std::chrono::nanoseconds slowest{0};
        for (std::uint32_t round = 0; round < 5; ++round) {
            node->kill();
            sendRandom(world, 300, 6 + round);
            const std::int64_t before = rowCount(world);
            const auto started = std::chrono::steady_clock::now();
            node = world.installation.startNode();
            QVERIFY(waitUntil([&] { return rowCount(world) > before; }, 30s));
            slowest = std::max(slowest, std::chrono::steady_clock::now() - started);
        }
        RIG_VERIFY_STORED(world);
        const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(slowest);
        qInfo("From the start after a kill to the next stored rows: %lld ms, the slowest of 5.",
              static_cast<long long>(ms.count()));
        QVERIFY(slowest < 5s); // on an idle machine 1 s is the aim; this one runs other tests
    }
};

std::unique_ptr<QObject> makeCrashTest()
{
    return std::make_unique<CrashTest>();
}

#include "crashtest.moc"
