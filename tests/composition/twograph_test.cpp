#include "composition/core/killpoint.h"
#include "composition/core/node.h"
#include "composition/core/systemclock.h"
#include "composition/tests.h"
#include "settings/databaseurl.h"
#include "support/installation.h"
#include "support/messages.h"
#include "support/waiting.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace rig;
using namespace rig::test;
using namespace std::chrono_literals;

namespace {

/// Everything that one program without a window is made of, on a database of its own.
class Graph
{
public:
    explicit Graph(const KafkaTopic &topic)
        : m_directory(settings::DataDirectory::open((m_folder.path() + u"/data"_s).toStdString()).value())
    {
        if (Installation(m_database, topic.name()).run({u"plant"_s, u"import"_s, u"demo"_s}).exitCode != 0)
            throw std::runtime_error("the demo plant was not imported");
        const auto address = settings::parseDatabaseUrl(m_database.url()).value();
        m_servers.database = {address, address};
        m_servers.bus = topic.settings();
    }

    void build()
    {
        m_node = composition::Node::start(m_servers, "A", m_directory, {}, m_clock, m_noKill).value();
    }
    void takeDown() { m_node.reset(); }
    std::int64_t stored() { return m_database.sql().number("select count(*) from rig_messages"); }
    bool judged(std::int64_t upTo)
    {
        return m_database.sql().number("select coalesce(sum(next_offset), 0) from rig.reader_position "
                                       "where reader = 'judge'") == upTo;
    }

private:
    QTemporaryDir m_folder;
    TestDatabase m_database;
    settings::DataDirectory m_directory;
    composition::SystemClock m_clock;
    composition::KillPoint m_noKill;
    composition::Servers m_servers;
    std::unique_ptr<composition::Node> m_node;
};

} // namespace

/// Nothing of the object graph may be one for the whole process.
class TwoGraphTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_BROKER(); }

    void shouldStandTwiceInOneProcessAndAgainAfterItsEnd()
    {
        KafkaTopic topic(2);
        Graph one(topic);
        Graph other(topic);
        std::int64_t written = 0;
        for (int round = 0; round < 2; ++round) {
            one.build();
            other.build();
            for (int i = 0; i < 50; ++i, ++written)
                topic.write(reading("A", {{"rpm", 2000 + i}}));
            for (Graph *graph : {&one, &other})
                QVERIFY2(waitUntil([&] { return graph->stored() == written && graph->judged(written); }, 30s),
                         qPrintable(QString::number(graph->stored())));
            one.takeDown(); // while the other still stands
            topic.write(reading("A", {{"rpm", 1}}));
            ++written;
            QVERIFY(waitUntil([&] { return other.stored() == written; }, 30s));
            QCOMPARE(one.stored(), written - 1);
            other.takeDown();
        }
    }
};

std::unique_ptr<QObject> makeTwoGraphTest()
{
    return std::make_unique<TwoGraphTest>();
}

#include "twograph_test.moc"
