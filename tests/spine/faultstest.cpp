#include "spine/load.h"
#include "spine/tests.h"
#include "spine/world.h"
#include "support/servers.h"
#include "support/waiting.h"

#include <optional>
#include <variant>

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;

namespace {

/// What is done to a server, and for how long.
struct Fault
{
    Server server;
    QString action; ///< kill, stop or freeze
};

/// Holds the fault for as long as it lives.
std::shared_ptr<void> beginning(const Fault &fault)
{
    if (fault.action == "freeze"_L1)
        return std::make_shared<Frozen>(fault.server);
    return std::make_shared<Absent>(fault.server, fault.action);
}

} // namespace

Q_DECLARE_METATYPE(Fault)

/// Has its servers for itself: they are killed here.
class FaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_BROKER(); }

    void shouldLoseNothingAndCatchUp_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<int>("bound"); // seconds, promise I7
        QTest::newRow("broker killed") << Fault{Server::kafka, u"kill"_s} << 30;
        QTest::newRow("broker stopped") << Fault{Server::kafka, u"stop"_s} << 30;
        QTest::newRow("broker frozen") << Fault{Server::kafka, u"freeze"_s} << 30;
        QTest::newRow("database killed") << Fault{Server::postgres, u"kill"_s} << 60;
        QTest::newRow("database stopped") << Fault{Server::postgres, u"stop"_s} << 30;
        QTest::newRow("database frozen") << Fault{Server::postgres, u"freeze"_s} << 30;
    }

    void shouldLoseNothingAndCatchUp()
    {
        QFETCH(Fault, fault);
        QFETCH(int, bound);
        World world;
        world.importDemo();
        const auto node = world.installation.startNode();
        world.send({reading("A", {{"rpm", 1}}, now())});
        QVERIFY(world.stored());

        Load load(world.producer, 1000, 21);
        std::this_thread::sleep_for(500ms); // steady
        auto fault_ = beginning(fault);
        if (fault.server == Server::postgres)
            QVERIFY2(node->says(u"pausing, the broker keeps what is not yet read"_s),
                     qPrintable(node->said()));
        std::this_thread::sleep_for(1s);
        QVERIFY(node->running());
        fault_.reset();
        const auto healed = std::chrono::steady_clock::now();
        std::this_thread::sleep_for(500ms);
        load.stop();
        QVERIFY(world.stored(std::chrono::seconds{bound}));
        const auto took = std::chrono::steady_clock::now() - healed;
        qInfo("Caught up %lld ms after the server was back, %lld messages.",
              static_cast<long long>(took / 1ms), static_cast<long long>(load.written()));
        QVERIFY(took < std::chrono::seconds{bound});
        RIG_VERIFY_STORED(world);
        QCOMPARE(node->stop(), 0);
    }

    void shouldEndInTimeWhateverIsMissing_data()
    {
        QTest::addColumn<std::vector<Fault>>("faults");
        QTest::newRow("database frozen") << std::vector<Fault>{{Server::postgres, u"freeze"_s}};
        QTest::newRow("database stopped") << std::vector<Fault>{{Server::postgres, u"stop"_s}};
        QTest::newRow("broker frozen") << std::vector<Fault>{{Server::kafka, u"freeze"_s}};
        QTest::newRow("both frozen") << std::vector<Fault>{{Server::postgres, u"freeze"_s},
                                                           {Server::kafka, u"freeze"_s}};
    }

    void shouldEndInTimeWhateverIsMissing()
    {
        QFETCH(std::vector<Fault>, faults);
        World world;
        world.importDemo();
        auto running = world.installation.startNode();
        world.send({reading("A", {{"rpm", 1}}, now())});
        QVERIFY(world.stored());
        {
            Load load(world.producer, 1000, 22);
            std::this_thread::sleep_for(300ms);
            std::vector<std::shared_ptr<void>> held;
            for (const Fault &fault : faults)
                held.push_back(beginning(fault));
            // One that was busy, and one that never met its servers.
            std::this_thread::sleep_for(500ms);
            Installation other(world.database, world.topic.name());
            const auto waiting = other.startNode();
            std::this_thread::sleep_for(500ms);
            QCOMPARE(waiting->stop(10s), 0);
            QCOMPARE(running->stop(10s), 0);
            held.clear();
            load.stop();
        }
        running = world.installation.startNode();
        RIG_VERIFY_STORED(world);
    }

    /// Its offsets begin at 0 again, and would be those of other messages.
    void shouldReadABrokerMadeAnewAsAStreamOfItsOwn()
    {
        World world;
        world.importDemo();
        const auto node = world.installation.startNode();
        for (int count = 0; count < 5; ++count)
            world.send({reading("A", {{"rpm", count}}, now())});
        QVERIFY(world.stored());
        node->freeze(); // so that it finds a log that has outgrown the stored offset
        control(Server::kafka, u"renew"_s);
        world.topic.create(3);
        for (int count = 0; count < 20; ++count)
            world.topic.write(reading("A", {{"rpm", 100 + count}}, now()));
        node->thaw();
        QVERIFY2(node->says(u"belongs to another cluster now"_s, 30s), qPrintable(node->said()));
        const auto count = [&] { return world.database.sql().number("SELECT count(*) FROM rig_messages"); };
        QVERIFY2(waitUntil([&] { return count() == 25; }, 30s),
                 qPrintable(QString::number(count()) + node->said()));
        QVERIFY2(!node->said().contains(u"Another instance judges"_s), qPrintable(node->said()));
        QCOMPARE(node->stop(), 0);
    }

    void shouldWaitForServersThatAreNotThereYet()
    {
        World world;
        world.importDemo();
        std::unique_ptr<Node> node;
        {
            const Absent broker(Server::kafka, u"kill"_s);
            const Absent database(Server::postgres, u"stop"_s);
            node = world.installation.startNode();
            QVERIFY2(node->says(u"Connection refused"_s), qPrintable(node->said()));
        }
        world.send({reading("A", {{"rpm", 1}}, now())});
        RIG_VERIFY_STORED(world);
    }

    void shouldGiveUpAStatementThatNeverAnswers()
    {
        // The server lives, but one process of it does not: no connection is refused, nothing answers.
        World world;
        world.importDemo();
        const auto node = world.installation.startNode();
        world.send({reading("A", {{"rpm", 1}}, now())});
        QVERIFY(world.stored());
        bool stored = false;
        {
            const StandingStill served(world.database.serverProcesses());
            world.send({reading("A", {{"rpm", 2}}, now())});
            stored = world.stored(40s); // over another connection
        }
        QVERIFY(stored);
        RIG_VERIFY_STORED(world);
    }
};

std::unique_ptr<QObject> makeFaultsTest()
{
    return std::make_unique<FaultsTest>();
}

#include "faultstest.moc"
