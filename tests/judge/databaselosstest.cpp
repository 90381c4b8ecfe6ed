#include "judge/judgeworld.h"
#include "judge/nodetests.h"
#include "support/servers.h"
#include "support/waiting.h"

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;

/// The judge while there is no database. Kills servers.
class DatabaseLossTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_BROKER(); }

    void shouldJudgeOnAndRecordEverythingOnceWhenItIsBack()
    {
        JudgeWorld world;
        auto node = world.installation.startNode();
        world.sendRandom(200);
        QVERIFY(world.judged());
        const qint64 empty = world.journalBytes();
        qint64 full = 0;
        {
            const Absent database(Server::postgres, u"kill"_s);
            for (int second = 0; second < 12; ++second) {
                world.sendRandom(20);
                std::this_thread::sleep_for(1s);
                const qint64 bytes = world.journalBytes();
                QVERIFY(bytes >= full);
                full = bytes;
                if (second == 6)
                    QVERIFY(full > empty);
            }
            QVERIFY(full > empty);
            node->kill();
            node = world.installation.startNode(); // waits, as it cannot know where to go on
            world.sendRandom(100);
            std::this_thread::sleep_for(4s);
            QVERIFY(world.journalBytes() >= full);
        }
        RIG_VERIFY_JUDGED(world);
        QVERIFY(waitUntil([&] { return world.journalBytes() == empty; }, 10s));
        world.sendRandom(100);
        RIG_VERIFY_JUDGED(world);
        QCOMPARE(node->stop(), 0);
    }

    void shouldJudgeOnWhileItHangsAndStopInTime()
    {
        JudgeWorld world;
        auto node = world.installation.startNode();
        world.sendRandom(200);
        QVERIFY(world.judged());
        const qint64 empty = world.journalBytes();
        {
            const Frozen database(Server::postgres);
            for (int i = 0; i < 40; ++i) {
                world.sendRandom(20);
                std::this_thread::sleep_for(50ms);
            }
            QCOMPARE(node->stop(10s), 0);
            QVERIFY(world.journalBytes() > empty);
        }
        node = world.installation.startNode();
        RIG_VERIFY_JUDGED(world);
    }
};

std::unique_ptr<QObject> makeDatabaseLossTest()
{
    return std::make_unique<DatabaseLossTest>();
}

#include "databaselosstest.moc"
