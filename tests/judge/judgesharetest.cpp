#include "judge/judgeworld.h"
#include "judge/nodetests.h"
#include "support/waiting.h"

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;

namespace {

/// Keys of which each partition of two gets at least one: A and C go to the same.
constexpr int partitions = 2;
constexpr auto sessionTime = 6s;

} // namespace

/// Two nodes with one database.
class JudgeShareTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_BROKER(); }

    void shouldGoOnWithoutGapOrDoubleWhenTheyTakeOverFromOneAnother()
    {
        JudgeWorld world(partitions);
        const QTemporaryDir other;
        Installation second(world.database, world.topic.name());
        second.set(u"RIG_DATA_DIR"_s, other.filePath(u"node"_s));
        auto one = world.installation.startNode();
        world.sendRandom(100);
        QVERIFY(world.judged());
        auto two = second.startNode(); // takes one of the two partitions while readings flow
        for (int i = 0; i < 20; ++i) {
            world.sendRandom(20);
            std::this_thread::sleep_for(50ms);
        }
        QVERIFY(world.judged());
        one->kill();
        world.sendRandom(100);
        QVERIFY(world.judged(sessionTime + 20s));
        one = world.installation.startNode();
        world.sendRandom(100);
        QVERIFY(world.judged(sessionTime + 20s));
        two->freeze();
        world.sendRandom(100);
        QVERIFY(world.judged(sessionTime + 20s));
        two->thaw(); // its partitions were judged on meanwhile
        for (int i = 0; i < 10; ++i) {
            world.sendRandom(20);
            std::this_thread::sleep_for(50ms);
        }
        RIG_VERIFY_JUDGED(world);
    }
};

std::unique_ptr<QObject> makeJudgeShareTest()
{
    return std::make_unique<JudgeShareTest>();
}

#include "judgesharetest.moc"
