#include "domain/plants.h"
#include "pipeline/recordworker.h"
#include "pipeline/storeworker.h"
#include "settings/databaseurl.h"
#include "storage/journalfile.h"
#include "storage/judgetables.h"
#include "storage/keeptables.h"
#include "storage/migrations.h"
#include "storage/planttables.h"
#include "support/proxy.h"
#include "support/testdatabase.h"
#include "support/waiting.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace rig::pipeline;
using namespace rig::test;
using namespace std::chrono_literals;
using rig::Done;
using rig::Result;

namespace {

const rig::StreamId stream{"cluster", "sensor-data"};

class RealClock : public rig::Clock
{
public:
    rig::Instant now() const override
    {
        return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    }
    std::chrono::nanoseconds steady() const override
    {
        return std::chrono::steady_clock::now().time_since_epoch();
    }
};

struct NoCrash : rig::CrashPoint
{
    void passed(std::string_view) override {}
};

} // namespace

/// Workers whose database takes every connection and says nothing: each try blocks their thread for 5 s.
class SilentDatabaseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_DATABASE(); }

    void init()
    {
        m_database = std::make_unique<TestDatabase>();
        m_proxy = std::make_unique<Proxy>();
        const auto address = rig::settings::parseDatabaseUrl(m_database->url()).value();
        const auto connection = rig::storage::Connection::open(address).value();
        QVERIFY(rig::storage::migrate(*connection, rig::storage::Foreign::refuse));
        QVERIFY(rig::storage::PlantTables(address, {}).alter([](const rig::PlantDefinition &) {
            return Result<rig::PlantDefinition>(soundPlant());
        }));
    }

    void cleanup()
    {
        m_proxy.reset();
        m_database.reset();
    }

    /// The connection stands, and its statement is given up after 25 s only.
    void shouldNotTakeAHungDatabaseForOneThatAnswers()
    {
        StoreWorker keep(keepDatabase(), "A", m_clock);
        begin(keep);
        const QTemporaryDir folder;
        RecordWorker record(judgeDatabase(folder), m_clock);
        begin(record);

        m_proxy->blackHole(true);
        QVERIFY(
            waitUntil([&] { return !keep.status()->databaseThere && !record.status()->databaseThere; }, 9s));
        for (const auto &trouble : {keep.status()->trouble, record.status()->trouble})
            QVERIFY2(trouble->sentence.startsWith(u"The database has not answered for 5 s"_s),
                     qPrintable(trouble->sentence));
        m_proxy->blackHole(false);
        QVERIFY(
            waitUntil([&] { return keep.status()->databaseThere && record.status()->databaseThere; }, 40s));
    }

    void shouldLeaveKeepsThreadFreeForHalfTheTime()
    {
        StoreWorker worker(keepDatabase(), "A", m_clock);
        begin(worker);

        const int before = silence();
        QVERIFY(waitUntil([&] { return worker.status()->nextTry.has_value(); }, 10s));
        QVERIFY(worker.status()->tries > 0 && !worker.status()->databaseThere);
        std::this_thread::sleep_for(16s);
        const int tries = m_proxy->connections() - before;
        QVERIFY2(tries == 1 || tries == 2, qPrintable(QString::number(tries)));
        QVERIFY(waitUntil([&] { return *worker.status()->nextTry > m_clock.now() + 1s; }, 10s));

        m_proxy->blackHole(false);
        worker.retryNow(); // instead of after some 5 s
        QVERIFY(waitUntil([&] { return worker.status()->databaseThere; }, 1s));
        QVERIFY(!worker.status()->nextTry);
    }

    /// That the broker keeps what is not stored is keep's to say: others do not read from it. The window says
    /// so by itself, beside the sentence.
    void shouldLogThatNothingIsLostWhereTheDatabaseIsFull()
    {
        QTest::ignoreMessage(QtWarningMsg,
                             "The disk is full. No reading is lost, the broker keeps them meanwhile.");
        const OpenKeepDatabase open = [this](const rig::WaitCheck &interrupted) {
            return KeepDatabase{
                [] { return rig::failure(rig::ErrorKind::full, u"The disk is full."_s); },
                std::make_unique<rig::storage::KeepTables>(address(), m_clock, m_noCrash, interrupted),
                std::make_unique<rig::storage::PlantTables>(address(), interrupted)};
        };
        const StoreWorker worker(open, "A", m_clock);
        QVERIFY(waitUntil([&] { return worker.status()->trouble.has_value(); }, 10s));
        QCOMPARE(worker.status()->trouble->sentence, u"The disk is full."_s);
    }

    void shouldLeaveTheRecordingThreadFreeForHalfTheTime()
    {
        const QTemporaryDir folder;
        RecordWorker worker(judgeDatabase(folder), m_clock);
        begin(worker);

        const int before = silence();
        QVERIFY(waitUntil([&] { return !worker.status()->databaseThere; }, 10s));
        std::this_thread::sleep_for(16s);
        const int tries = m_proxy->connections() - before;
        QVERIFY2(tries == 1 || tries == 2, qPrintable(QString::number(tries)));

        m_proxy->blackHole(false);
        worker.retryNow();
        QVERIFY(waitUntil([&] { return worker.status()->databaseThere; }, 6s));
    }

private:
    rig::settings::DatabaseAddress address() const
    {
        return rig::settings::parseDatabaseUrl(m_proxy->through(m_database->url())).value();
    }

    OpenKeepDatabase keepDatabase()
    {
        return [this](const rig::WaitCheck &interrupted) {
            return KeepDatabase{
                [] { return Done(); },
                std::make_unique<rig::storage::KeepTables>(address(), m_clock, m_noCrash, interrupted),
                std::make_unique<rig::storage::PlantTables>(address(), interrupted)};
        };
    }

    OpenJudgeDatabase judgeDatabase(const QTemporaryDir &folder)
    {
        return [this, &folder](const rig::WaitCheck &interrupted) {
            return JudgeDatabase{
                [] { return Done(); },
                std::make_unique<rig::storage::JudgeTables>(address(), "node", m_noCrash, interrupted),
                [&](const std::string &) -> Result<std::unique_ptr<rig::JudgeJournal>> {
                    return rig::storage::JournalFile::open(folder.filePath(u"journal"_s), m_noCrash);
                }};
        };
    }

    static void begin(StoreWorker &worker)
    {
        KeepJob assigned{1, stream, {0}, {}};
        QVERIFY(worker.push(assigned, 5s));
        QVERIFY(waitUntil([&] { return worker.news().has_value(); }, 10s));
    }

    void begin(RecordWorker &worker)
    {
        JudgeJob watch{JudgeJob::Kind::watch, 1, stream, {}, {}};
        QVERIFY(worker.push(watch, 5s));
        QVERIFY(waitUntil([&] { return worker.lease() && worker.lease()->has_value(); }, 10s));
        JudgeJob start{JudgeJob::Kind::start, 1, stream, {0}, {}};
        m_database->sql().run("insert into rig.reader_position select 'judge', number, 0, 7 from rig.stream");
        QVERIFY(worker.push(start, 5s));
        QVERIFY(waitUntil([&] { return worker.news().has_value(); }, 10s));
    }

    /// Ends the connections and lets nothing through any more; how many were made until then.
    int silence()
    {
        m_proxy->blackHole(true);
        m_database->sql().run("select pg_terminate_backend(pid, 5000) from pg_stat_activity "
                              "where datname = current_database() and pid <> pg_backend_pid()");
        return m_proxy->connections();
    }

    RealClock m_clock;
    NoCrash m_noCrash;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<Proxy> m_proxy;
};

QTEST_GUILESS_MAIN(SilentDatabaseTest)

#include "silentdatabasetest.moc"
