#include "judge/judgeworld.h"
#include "judge/limitrecords.h"
#include "judge/nodetests.h"
#include "support/oracle.h"
#include "support/servers.h"
#include "support/waiting.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;

namespace {

constexpr int partitions = 3;
/// What the others may wait for a holder that is gone without a word.
constexpr auto takeOverTime = 10s;

struct TestNode
{
    TestNode(const JudgeWorld &world, const QString &name)
        : installation(world.database, world.topic.name()), directory(world.data.filePath(name))
    {
        installation.set(u"RIG_DATA_DIR"_s, directory);
    }

    void start() { process = installation.startNode({u"--only"_s, u"judge"_s}); }

    std::string identity() const
    {
        QFile file(directory + u"/installation"_s);
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toStdString() : std::string();
    }

    Installation installation;
    QString directory;
    std::unique_ptr<Node> process;
};

/// Two nodes that judge one topic.
struct TwoJudges : JudgeWorld
{
    TwoJudges() : JudgeWorld(partitions), one(*this, u"one"_s), two(*this, u"two"_s) {}

    /// Readings without keys, as a producer sends them that fills a batch for one partition after the other.
    /// Between these there is a pause, because of what arrives at the same time only a backlog has an order.
    void sendScattered(int bursts)
    {
        for (int i = 0; i < bursts; ++i) {
            sendRandom(20, static_cast<std::int32_t>(m_scatter() % partitions));
            std::this_thread::sleep_for(120ms);
        }
    }

    std::string holder()
    {
        return database.sql().text("select holder from rig.judge_lease where held_until > clock_timestamp()");
    }

    bool judges(const TestNode &node, std::chrono::milliseconds patience = takeOverTime)
    {
        return waitUntil([&] { return holder() == node.identity(); }, patience);
    }

    /// Of machine A.
    void sendOne(std::int32_t partition, const std::map<std::string, double> &values)
    {
        Message message = reading("A", values);
        message.key.reset();
        message.partition = partition;
        send(std::move(message));
    }

    std::int64_t next(std::int32_t partition)
    {
        return database.sql().number(
            "select next_offset from rig.reader_position where reader = 'judge' and kafka_partition = $1",
            {std::to_string(partition)});
    }

    /// Whether everything of this partition was judged.
    bool stands(std::int32_t partition)
    {
        const std::int64_t end = endsOf(producer.messages()).at(partition);
        return waitUntil([&] { return next(partition) == end; }, 20s);
    }

    bool wasJustRenewed()
    {
        const auto until = [&] { return database.sql().text("select held_until from rig.judge_lease"); };
        return waitUntil([&, before = until()] { return until() != before; }, 5s);
    }

    TestNode one;
    TestNode two;

private:
    std::mt19937 m_scatter{std::random_device{}()};
};

} // namespace

/// Two real nodes on a topic whose producers set no key.
class JudgeKeylessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_BROKER(); }

    void shouldGoOverToOneJudgeWhenKeysStayAway()
    {
        TwoJudges world;
        world.one.start();
        world.sendRandom(100);
        QVERIFY(world.judged());
        world.two.start();
        for (int i = 0; i < 60; ++i) { // until both have a share
            world.sendRandom(10);
            std::this_thread::sleep_for(100ms);
        }
        QCOMPARE(world.holder(), std::string());
        world.sendScattered(40);
        RIG_VERIFY_JUDGED(world);
        const bool first = world.holder() == world.one.identity();
        const Node &other = first ? *world.two.process : *world.one.process;
        QVERIFY2(other.says(u"Another node judges this topic (keyless); standing by."_s),
                 qPrintable(other.said()));

        const Outcome json = world.installation.run({u"status"_s, u"--json"_s});
        const QJsonObject status = QJsonDocument::fromJson(json.out.toUtf8()).object();
        QCOMPARE(status[u"keyless"_s], true);
        QCOMPARE(status[u"judged_by"_s].toString().toStdString(), world.holder());
        const Outcome text = world.installation.run({u"status"_s});
        QVERIFY2(text.out.contains(u"one node judges the whole topic: "_s +
                                   QString::fromStdString(world.holder())),
                 qPrintable(text.out));

        // With keys again it stays as it is, and so it does after a restart of all.
        world.sendRandom(100);
        RIG_VERIFY_JUDGED(world);
        world.one.process->kill();
        world.two.process->kill();
        world.one.start();
        world.two.start();
        world.sendRandom(100);
        RIG_VERIFY_JUDGED(world);
    }

    void shouldGoOnWithoutGapOrDoubleHoweverTheHolderEnds()
    {
        TwoJudges world;
        world.sendScattered(5);
        world.one.start();
        QVERIFY(world.judges(world.one, 20s));
        world.two.start();
        world.sendScattered(10);
        QVERIFY(world.judged());

        world.one.process->kill();
        world.sendScattered(20);
        QVERIFY(world.judges(world.two));
        world.sendScattered(10);
        RIG_VERIFY_JUDGED(world);

        world.one.start();
        QVERIFY(world.one.process->says(u"standing by"_s));
        world.two.process->freeze();
        world.sendScattered(20);
        QVERIFY(world.judges(world.one));
        world.sendScattered(10);
        world.two.process->thaw();
        world.sendScattered(20);
        RIG_VERIFY_JUDGED(world);
        QVERIFY2(world.two.process->says(u"standing by"_s), qPrintable(world.two.process->said()));
        QCOMPARE(world.holder(), world.one.identity());

        world.sendScattered(5);
        QCOMPARE(world.one.process->stop(), 0);
        QVERIFY(world.judges(world.two, 3s)); // it was given back
        world.sendScattered(20);
        RIG_VERIFY_JUDGED(world);
        QCOMPARE(world.two.process->stop(), 0);
        QCOMPARE(world.holder(), std::string());
    }

    /// It stands still between the beginning of its transaction and everything else of it, and meanwhile the
    /// other one judges the same machine in another partition. Neither offset rows nor occurrences tell the
    /// two apart: what the first one has in hand aged out before the other could read it, and is of another
    /// limit.
    void shouldNotLetAHolderWriteThatWakesUpWithinItsTransaction()
    {
        TwoJudges world;
        world.sendOne(0, {{"rpm", 120}, {"x", 0}});
        world.sendOne(1, {{"x", 0}});
        world.one.start();
        QVERIFY(world.judged());
        const std::vector<int> served = world.database.serverProcesses();
        world.two.start();
        QVERIFY(world.two.process->says(u"standing by"_s));
        {
            QVERIFY(world.wasJustRenewed()); // so that the next thing it wants of the server is to record
            const StandingStill still(served);
            world.sendOne(1, {{"seldom", 15}});
            std::this_thread::sleep_for(400ms);
            world.one.process->freeze();
            world.topic.deleteBefore(1, 2);
            QVERIFY(world.judges(world.two));
            for (const double x : {15, 0, 15})
                world.sendOne(0, {{"x", x}});
            QVERIFY(world.stands(0));
        }
        world.one.process->thaw();
        QVERIFY2(world.one.process->says(u"standing by"_s), qPrintable(world.one.process->said()));
        QCOMPARE(world.next(1), 1);

        // What the next one finds of the machine is what the second one left.
        QCOMPARE(world.two.process->stop(), 0);
        QVERIFY(world.judges(world.one));
        for (const double x : {0, 15})
            world.sendOne(0, {{"x", x}});
        QVERIFY(world.stands(0));
        auto messages = world.producer.messages();
        std::erase_if(messages,
                      [](const Acknowledged &sent) { return sent.partition == 1 && sent.offset == 1; });
        const auto expected = expectedEvents(world.plant, readingsOf(messages));
        QCOMPARE(expected.size(), std::size_t{5});
        const QStringList wrong = differences(expected, world.recorded());
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QChar::LineFeed)));
    }
};

std::unique_ptr<QObject> makeJudgeKeylessTest()
{
    return std::make_unique<JudgeKeylessTest>();
}

#include "judgekeylesstest.moc"
