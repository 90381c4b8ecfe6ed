#include "domain/crashpoint.h"
#include "judge/judgeworld.h"
#include "judge/nodetests.h"
#include "support/proxy.h"
#include "support/waiting.h"

#include <csignal>

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;

/// Killed at every step of the judge's transaction and of its journal.
class JudgeCrashTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_BROKER(); }

    void shouldRecordEveryEventOnceWhenKilledAtAnyStep_data()
    {
        QTest::addColumn<QString>("step");
        for (const std::string_view step : rig::judgeSteps)
            QTest::newRow(step.data()) << QString::fromUtf8(step.data());
    }

    void shouldRecordEveryEventOnceWhenKilledAtAnyStep()
    {
        QFETCH(const QString, step);
        JudgeWorld world;
        if (step.startsWith(u"journal-"_s))
            killInJournal(world, step);
        else
            killInTransaction(world, step);
        const auto node = world.installation.startNode();
        world.sendRandom(200);
        RIG_VERIFY_JUDGED(world);
        QCOMPARE(node->stop(), 0);
    }

    void shouldLookUpACommitOfUnknownOutcome_data()
    {
        QTest::addColumn<bool>("heard");
        QTest::newRow("the server did it") << true;
        QTest::newRow("the server never heard of it") << false;
    }

    void shouldLookUpACommitOfUnknownOutcome()
    {
        QFETCH(const bool, heard);
        JudgeWorld world;
        Proxy proxy;
        world.installation.set(u"DATABASE_URL"_s,
                               QString::fromStdString(proxy.through(world.database.url())));
        const auto node = world.installation.startNode({u"--only"_s, u"judge"_s});
        world.sendRandom(50);
        QVERIFY(world.judged());
        for (int round = 0; round < 5; ++round) {
            proxy.onCommit(heard ? Proxy::OnCommit::cutAfter : Proxy::OnCommit::cutBefore);
            world.sendRandom(50);
            QVERIFY(waitUntil([&] { return proxy.commitsToCut() == 0; }, 10s));
            QVERIFY(world.judged());
        }
        RIG_VERIFY_JUDGED(world);
        // Looked up, and not judged again.
        QVERIFY2(!node->said().contains(u"Another instance"_s), qPrintable(node->said()));
        QCOMPARE(node->stop(), 0);
    }

private:
    static void killInTransaction(JudgeWorld &world, const QString &step)
    {
        world.sendRandom(200);
        QCOMPARE(world.installation.startNode({u"--fail-point"_s, step})->diedOf(20s), SIGKILL);
        const bool committed = step == u"judge-after-commit"_s;
        QCOMPARE(!world.recorded().empty(), committed);
        // Where a row stands already the offset is moved in another way than where none does.
        auto node = world.installation.startNode();
        QVERIFY(world.judged());
        node->kill();
        world.sendRandom(200);
        QCOMPARE(world.installation.startNode({u"--fail-point"_s, step})->diedOf(20s), SIGKILL);
    }

    static void killInJournal(JudgeWorld &world, const QString &step)
    {
        auto node = world.installation.startNode({u"--fail-point"_s, step});
        world.sendRandom(100);
        QVERIFY(world.judged());
        const qint64 empty = world.journalBytes();
        QVERIFY(empty > 0);
        world.refuseConnections(true);
        world.sendRandom(100);
        if (step == u"journal-after-remove"_s) {
            QVERIFY(waitUntil([&] { return world.journalBytes() > empty; }, 20s));
            world.refuseConnections(false);
        }
        QCOMPARE(node->diedOf(20s), SIGKILL);
        QCOMPARE(world.journalBytes() > empty, step == u"journal-after-append"_s);
        world.refuseConnections(false);
    }
};

std::unique_ptr<QObject> makeJudgeCrashTest()
{
    return std::make_unique<JudgeCrashTest>();
}

#include "judgecrashtest.moc"
