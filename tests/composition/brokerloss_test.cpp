#include "bus/consumer.h"
#include "composition/core/killpoint.h"
#include "composition/core/node.h"
#include "composition/core/systemclock.h"
#include "composition/tests.h"
#include "pipeline/liveboard.h"
#include "pipeline/showreader.h"
#include "settings/databaseurl.h"
#include "storage/keptplantfile.h"
#include "storage/planttables.h"
#include "support/installation.h"
#include "support/messages.h"
#include "support/servers.h"
#include "support/waiting.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace Qt::Literals::StringLiterals;
using namespace rig;
using namespace rig::test;
using namespace std::chrono_literals;

namespace {

std::atomic<int> keepGoesOn = 0;
std::atomic<int> judgeGoesOn = 0;
std::atomic<int> keepWarns = 0;
std::atomic<int> judgeWarns = 0;
std::atomic<int> libraryWarns = 0;

void countWhatIsSaid(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (type == QtWarningMsg) {
        keepWarns += qstrcmp(context.category, "rig.keep") == 0 ? 1 : 0;
        judgeWarns += qstrcmp(context.category, "rig.judge") == 0 ? 1 : 0;
        libraryWarns += qstrcmp(context.category, "rig.bus") == 0 ? 1 : 0;
    }
    if (message != u"Reading goes on."_s)
        return;
    keepGoesOn += qstrcmp(context.category, "rig.keep") == 0 ? 1 : 0;
    judgeGoesOn += qstrcmp(context.category, "rig.judge") == 0 ? 1 : 0;
}

} // namespace

/// Takes the broker away: nothing else may use it at the same time.
class BrokerLossTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        RIG_NEEDS_BROKER();
        m_before = qInstallMessageHandler(countWhatIsSaid);
    }
    void cleanupTestCase() { qInstallMessageHandler(m_before); }

    /// On a topic on which nothing happens, so that no record tells that the broker is back.
    void shouldSayThatTheBrokerIsAwayForAsLongAsItIs()
    {
        TestDatabase database;
        KafkaTopic topic(1);
        const Installation installation(database, topic.name());
        RIG_VERIFY_DONE(installation.run({u"plant"_s, u"import"_s, u"demo"_s}));
        topic.write(reading("A", {{"rpm", 2000}}));

        const QTemporaryDir folder;
        const auto directory =
            settings::DataDirectory::open((folder.path() + u"/data"_s).toStdString()).value();
        const auto address = settings::parseDatabaseUrl(database.url()).value();
        const composition::SystemClock clock;
        composition::KillPoint noKill;
        composition::Servers servers;
        servers.database = {address, address};
        servers.bus = topic.settings();
        const auto node = composition::Node::start(servers, "A", directory, {}, clock, noKill).value();

        pipeline::LiveBoard board(clock);
        const pipeline::PlantWatch plants(
            [&](const rig::WaitCheck &interrupted) {
                return pipeline::PlantPorts{
                    std::make_unique<storage::PlantTables>(address, interrupted),
                    std::make_unique<storage::KeptPlantFile>(folder.filePath(u"plant.kept"_s))};
            },
            clock);
        const pipeline::ShowReader show([&] { return bus::readAll(servers.bus, true, clock); }, plants, board,
                                        "A");
        const auto allWell = [&] {
            return !node->keepStatus().trouble && !node->judgeStatus().trouble && !show.status()->trouble &&
                   show.status()->brokerThere && node->keepStatus().phase == ReaderStatus::Phase::running &&
                   node->judgeStatus().phase == ReaderStatus::Phase::running;
        };
        QVERIFY(waitUntil([&] { return allWell() && node->stored()[0] == 1; }, 30s));
        keepGoesOn = judgeGoesOn = keepWarns = judgeWarns = libraryWarns = 0;
        {
            const Absent broker(Server::kafka, u"kill"_s);
            QVERIFY(waitUntil(
                [&] {
                    return node->keepStatus().trouble && node->judgeStatus().trouble &&
                           show.status()->trouble && !show.status()->brokerThere;
                },
                20s));
            QTest::qWait(8000); // by then the group has given its member up
        }
        QVERIFY(waitUntil(allWell, 40s));
        // Once when it goes and once when it is back, whatever the library makes of it meanwhile.
        QCOMPARE(keepGoesOn, 1);
        QCOMPARE(judgeGoesOn, 1);
        QCOMPARE(keepWarns, 1);
        QCOMPARE(judgeWarns, 1);
        QCOMPARE(libraryWarns, 0);
    }

private:
    QtMessageHandler m_before = nullptr;
};

std::unique_ptr<QObject> makeBrokerLossTest()
{
    return std::make_unique<BrokerLossTest>();
}

#include "brokerloss_test.moc"
