#include "hosted/tests.h"
#include "spine/world.h"
#include "support/waiting.h"

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;

class TopicTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_BROKER(); }

    /// By two nodes, without a restart; core/bus asks for new partitions every 5 s.
    void shouldTakePartitionsThatAreAddedWhileItRuns()
    {
        World world(3);
        world.importDemo();
        const Installation second(world.database, world.topic.name());
        const auto one = world.installation.startNode();
        world.send(toEachPartition(3, 10));
        QVERIFY2(world.stored(), qPrintable(one->said()));
        const auto other = second.startNode();
        world.topic.growTo(6);
        const auto grown = std::chrono::steady_clock::now();
        RecordingProducer newcomer(world.topic.name()); // one that knows of them at once
        for (const Message &message : toEachPartition(6, 10))
            newcomer.send(message);
        newcomer.flush();
        std::deque<Acknowledged> all = world.producer.messages();
        all.insert(all.end(), newcomer.messages().begin(), newcomer.messages().end());
        QVERIFY2(awaitStored(world.database, world.topic.name(), all, 30s),
                 qPrintable(one->said() + other->said()));
        QVERIFY(awaitReader("judge", world.database, world.topic.name(), all, 30s));
        const auto took = std::chrono::steady_clock::now() - grown;
        qInfo("Kept and judged %lld ms after there were more partitions.",
              static_cast<long long>(took / 1ms));
        QVERIFY(took < 20s);
        const QStringList wrong = differences(world.database.sql(), world.topic.name(), all);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
        QCOMPARE(one->stop(), 0);
        QCOMPARE(other->stop(), 0);
    }
};

std::unique_ptr<QObject> makeTopicTest()
{
    return std::make_unique<TopicTest>();
}

#include "topictest.moc"
