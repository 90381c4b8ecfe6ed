#include "storage/readingpartitions.h"

#include "storage/database.h"
#include "storage/defaultpartition.h"
#include "storage/handclock.h"
#include "storage/migrations.h"
#include "storage/tests.h"
#include "support/waiting.h"

#include <QRegularExpression>

#include <atomic>
#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace rig::storage;
using namespace rig::test;
using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;

namespace {

/// While it lives any question fails the test: ensure_partition is not there, and a refusal is logged.
class NoQuestion
{
public:
    NoQuestion() : m_before(qInstallMessageHandler(fail)) {}
    ~NoQuestion() { qInstallMessageHandler(m_before); }
    Q_DISABLE_COPY_MOVE(NoQuestion)

private:
    static void fail(QtMsgType, const QMessageLogContext &, const QString &message)
    {
        QTest::qFail(qPrintable(message), __FILE__, __LINE__);
    }

    QtMessageHandler m_before;
};

constexpr sys_days firstDay = std::chrono::year{2024} / 3 / 1;

/// A reading at noon of each of these days, counted from the first.
std::vector<rig::Reading> readingsOf(int from, int count)
{
    std::vector<rig::Reading> readings(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i)
        readings[static_cast<std::size_t>(i)].at = rig::Instant{firstDay + days{from + i} + 12h};
    return readings;
}

} // namespace

class ReadingPartitionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_DATABASE(); }
    void init()
    {
        m_database = std::make_unique<TestDatabase>();
        m_connection = connectTo(*m_database);
        QVERIFY(migrate(*m_connection, Foreign::refuse));
    }
    void cleanup()
    {
        m_connection.reset();
        m_database.reset();
    }

    void shouldMakeOnePartitionForEachUtcDay()
    {
        HandClock clock;
        ReadingPartitions partitions(clock);
        std::vector<rig::Reading> readings = readingsOf(0, 3);
        readings.push_back(readings[0]);
        readings.push_back(readings[2]);
        readings.back().at = rig::Instant{firstDay + days{4}} - 1us; // still the fourth day
        QVERIFY(partitions.ensure(*m_connection, readings));
        QCOMPARE(m_database->sql().text(
                     "select string_agg(day::text, ' ' order by day) from rig.reading_partition"),
                 std::string("2024-03-01 2024-03-02 2024-03-03 2024-03-04"));
        store(rig::Instant{firstDay});
        store(rig::Instant{firstDay + days{1}} - 1us);
        QCOMPARE(m_database->sql().number("select count(*) from rig.reading_20240301"), 2);
    }

    void shouldAskOnceForEachDayAndStoreAlsoWhereTheServerRefuses()
    {
        HandClock clock;
        ReadingPartitions partitions(clock);
        QVERIFY(partitions.ensure(*m_connection, readingsOf(0, 2)));
        Sql &sql = m_database->sql();
        sql.run("alter function rig.ensure_partition rename to nobody_asks");
        {
            const NoQuestion none;
            QVERIFY(partitions.ensure(*m_connection, readingsOf(0, 2)));
        }
        expectRefusal("2024-03-03", "function rig.ensure_partition(date) does not exist");
        QVERIFY(partitions.ensure(*m_connection, readingsOf(0, 4)));
        store(rig::Instant{firstDay + days{2} + 1h});
        QCOMPARE(sql.number("select count(*) from rig.reading_default"), 1);

        sql.run("alter function rig.nobody_asks rename to ensure_partition");
        QVERIFY(partitions.ensure(*m_connection, readingsOf(0, 4))); // too early to ask again
        QCOMPARE(sql.number("select count(*) from rig.reading_partition"), 2);
        clock.at += 1min;
        QVERIFY(partitions.ensure(*m_connection, readingsOf(0, 4)));
        QCOMPARE(sql.number("select count(*) from rig.reading_partition"), 4);
        QCOMPARE(sql.number("select count(*) from rig.reading_20240303"), 1);
    }

    void shouldSayThatTheConnectionIsLost()
    {
        HandClock clock;
        ReadingPartitions partitions(clock);
        m_database->sql().run("select pg_terminate_backend(pid) from pg_stat_activity "
                              "where datname = current_database() and pid <> pg_backend_pid()");
        const auto done = partitions.ensure(*m_connection, readingsOf(0, 1));
        QVERIFY(!done);
        QCOMPARE(done.error().kind, rig::ErrorKind::unavailable);
    }

    void shouldMakeAtMost64AnHourAndEmptyTheDefaultPartitionLater()
    {
        HandClock clock;
        ReadingPartitions partitions(clock);
        QVERIFY(partitions.ensure(*m_connection, readingsOf(0, 66)));
        Sql &sql = m_database->sql();
        QCOMPARE(sql.number("select count(*) from rig.reading_partition"), 64);
        store(rig::Instant{firstDay + days{64} + 1h});
        store(rig::Instant{firstDay + days{65} + 1h});
        QCOMPARE(sql.number("select count(*) from rig.reading_default"), 2);

        sql.run("update rig.reading_partition set created_at = created_at - interval '61 minutes'");
        clock.at += 58min;
        QVERIFY(partitions.ensure(*m_connection, readingsOf(64, 1))); // too early to ask again
        QCOMPARE(sql.number("select count(*) from rig.reading_partition"), 64);
        clock.at += 2min;
        QVERIFY(partitions.ensure(*m_connection, readingsOf(64, 1)));
        QCOMPARE(sql.number("select count(*) from rig.reading_partition"), 65);
        QCOMPARE(sql.number("select count(*) from rig.reading_20240504"), 1);
        QCOMPARE(sql.number("select count(*) from rig.reading_default"), 1); // that of the other day
        QCOMPARE(sql.number("select count(*) from rig.reading"), 2);
    }

    void shouldAskNothingForAnyNumberOfDaysOnceTheHourIsUsedUp()
    {
        HandClock clock;
        ReadingPartitions partitions(clock);
        QVERIFY(partitions.ensure(*m_connection, readingsOf(0, 65)));
        m_database->sql().run("alter function rig.ensure_partition rename to nobody_asks");
        const NoQuestion none;
        QVERIFY(partitions.ensure(*m_connection, readingsOf(0, 9000)));
        QVERIFY(partitions.ensure(*m_connection, readingsOf(0, 9000)));
    }

    /// The live readings of a plant must not suffer from one producer whose clock runs wild.
    void shouldMakeTheDaysAroundTodayAlsoOnceTheHourIsUsedUp()
    {
        HandClock clock;
        clock.wall = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
        const auto today = std::chrono::floor<days>(clock.wall);
        ReadingPartitions partitions(clock);
        std::vector<rig::Reading> readings = readingsOf(0, 66);
        QVERIFY(partitions.ensure(*m_connection, readings));
        readings.emplace_back().at = clock.wall;
        readings.emplace_back().at = clock.wall - days{1}; // as at midnight
        QVERIFY(partitions.ensure(*m_connection, readings));
        const auto day = [&](int after) { return rig::formatInstant(today + days{after}).substr(0, 10); };
        QCOMPARE(m_database->sql().text("select string_agg(day::text, ' ' order by day) from "
                                        "rig.reading_partition where day > '2025-01-01'"),
                 day(-1) + ' ' + day(0) + ' ' + day(1));
    }

    void shouldMakeTodaysAlsoWhereAnotherDaysIsNotToBeMade()
    {
        HandClock clock;
        clock.wall = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
        const std::string today = rig::formatInstant(clock.wall).substr(0, 10);
        Sql &sql = m_database->sql();
        sql.run("create table rig.reading_20240301 ()");
        ReadingPartitions partitions(clock);
        const auto there = [&] {
            return sql.number("select count(*) from rig.reading_partition where day = '" + today + "'");
        };
        expectRefusal("2024-03-01", "relation \"reading_20240301\" already exists");
        QVERIFY(partitions.ensure(*m_connection, readingsOf(0, 1)));
        QCOMPARE(there(), 0);
        std::vector<rig::Reading> readings = readingsOf(0, 1);
        readings.emplace_back().at = clock.wall;
        QVERIFY(partitions.ensure(*m_connection, readings));
        QCOMPARE(there(), 1);
    }

    void shouldLeaveACrowdedDayToTheMigrationWhichMovesIt()
    {
        crowd(50'001);
        HandClock clock;
        ReadingPartitions partitions(clock);
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(u"More than 50,000 readings of 2024-03-01 lie in the default "
                                                "partition.*`rigctl migrate` moves them"_s));
        QVERIFY(partitions.ensure(*m_connection, readingsOf(0, 2)));
        Sql &sql = m_database->sql();
        QCOMPARE(sql.text("select string_agg(day::text, ' ') from rig.reading_partition"),
                 std::string("2024-03-02"));
        QCOMPARE(sql.number("select count(*) from rig.reading_default"), 50'001);

        const auto emptied = empty(*m_connection);
        QVERIFY2(emptied, emptied ? "" : qPrintable(emptied.error().sentence));
        QCOMPARE(emptied->days, 1);
        QCOMPARE(emptied->readings, 50'001);
        QCOMPARE(sql.number("select count(*) from rig.reading_20240301"), 50'001);
        QCOMPARE(sql.number("select count(*) from rig.reading_default"), 0);
        QCOMPARE(empty(*m_connection)->days, 0);
        clock.at += 10min;
        QVERIFY(partitions.ensure(*m_connection, readingsOf(0, 1)));
    }

    void shouldMoveFewReadingsAtOnceAndMakeNoTableForThem()
    {
        crowd(9'999);
        QCOMPARE(empty(*m_connection)->days, 0);
        HandClock clock;
        ReadingPartitions partitions(clock);
        QVERIFY(partitions.ensure(*m_connection, readingsOf(0, 1)));
        QCOMPARE(m_database->sql().number("select count(*) from rig.reading_20240301"), 9'999);
    }

    /// Others see every reading once, and go on storing, while a day is moved.
    void shouldShowEveryReadingAllTheTimeWhileTheDayIsMoved()
    {
        constexpr int before = 60'000;
        crowd(before);
        std::atomic<bool> moved = false;
        std::int64_t written = 0;
        std::int64_t least = before;
        std::jthread others([&] {
            Sql sql(m_database->url());
            while (!moved) {
                const auto seen = sql.number("select count(*) from rig.reading");
                least = std::min(least, seen - written);
                store(sql, rig::Instant{firstDay + 13h}, ++written);
            }
        });
        const auto emptied = empty(*m_connection);
        moved = true;
        others.join();
        QVERIFY2(emptied, emptied ? "" : qPrintable(emptied.error().sentence));
        QCOMPARE(emptied->days, 1);
        QVERIFY(written > 0);
        QCOMPARE(least, before);
        Sql &sql = m_database->sql();
        QCOMPARE(sql.number("select count(*) from rig.reading_20240301"), before + written);
        QCOMPARE(sql.number("select count(distinct (kafka_offset, at)) from rig.reading"), before + written);
    }

    /// What was moved ahead is not moved again for each try.
    void shouldWaitForAReaderThatHoldsTheTable()
    {
        crowd(10'000);
        Sql reader(m_database->url());
        reader.run("begin; select count(*) from rig.reading");
        std::jthread others([&] {
            std::this_thread::sleep_for(500ms); // longer than one lock is waited for
            reader.run("commit");
        });
        const auto emptied = empty(*m_connection);
        QVERIFY2(emptied, emptied ? "" : qPrintable(emptied.error().sentence));
        QVERIFY(emptied->left.empty());
        QCOMPARE(emptied->readings, 10'000);
    }

    void shouldGoOnWithTheNextDayWhereOneIsHeld()
    {
        crowd(10'000);
        m_database->sql().run(
            "insert into rig.reading select at + interval '1 day', kafka_offset + 10000, now(), "
            "2, 0, 1, 1, 0, 0, '{1}', null, null from rig.reading");
        Sql reader(m_database->url());
        reader.run("begin; select count(*) from rig.reading");
        std::atomic<int> begun = 0;
        std::jthread others([&] {
            while (begun < 2)
                std::this_thread::sleep_for(20ms);
            reader.run("commit");
        });
        const auto emptied = emptyDefaultPartition(
            *m_connection, [&](const std::string &, std::int64_t readings) { begun += readings == 10'000; },
            100ms);
        QVERIFY2(emptied, emptied ? "" : qPrintable(emptied.error().sentence));
        QCOMPARE(emptied->days, 1);
        QCOMPARE(emptied->left.size(), std::size_t{1});
        QVERIFY2(emptied->left[0].reason.sentence.contains(u"55P03"_s),
                 qPrintable(emptied->left[0].reason.sentence));
        QCOMPARE(m_database->sql().number("select count(*) from rig.reading_default"), 10'000);
    }

    /// A long look through the readings, as other programs take it, holds what a new partition needs.
    void shouldGiveUpWhereALockIsNotToBeHad()
    {
        HandClock clock;
        ReadingPartitions partitions(clock, 300ms);
        Sql reader(m_database->url());
        reader.run("begin; select count(*) from rig.reading");
        expectRefusal("2024-03-01", "lock timeout (SQLSTATE 55P03)");
        const auto began = std::chrono::steady_clock::now();
        QVERIFY(partitions.ensure(*m_connection, readingsOf(0, 20)));
        QVERIFY(std::chrono::steady_clock::now() - began < 2s);
        store(rig::Instant{firstDay + 1h});
        QCOMPARE(m_database->sql().number("select count(*) from rig.reading_default"), 1);
        reader.run("commit");
        clock.at += 1min;
        QVERIFY(partitions.ensure(*m_connection, readingsOf(0, 20)));
        QCOMPARE(m_database->sql().number("select count(*) from rig.reading_partition"), 20);
        QCOMPARE(m_database->sql().number("select count(*) from rig.reading_20240301"), 1);
    }

    /// Numbers are anybody's to hold who may log in.
    void shouldNotWaitForWhoHoldsANumber()
    {
        Sql other(m_database->url());
        other.run("select pg_advisory_lock(7214001)");
        HandClock clock;
        ReadingPartitions partitions(clock, 300ms);
        QVERIFY(partitions.ensure(*m_connection, readingsOf(0, 1)));
        QCOMPARE(m_database->sql().number("select count(*) from rig.reading_partition"), 1);
    }

    /// The second finds what the first has made, and does not collide with it.
    void shouldWaitForWhoMakesTheSameDay()
    {
        Sql first(m_database->url());
        first.run("begin; select rig.ensure_partition('2024-03-01')");
        rig::Done done;
        {
            const std::jthread second([&] {
                HandClock clock;
                ReadingPartitions partitions(clock);
                done = partitions.ensure(*connectTo(*m_database), readingsOf(0, 1));
            });
            QVERIFY(waitUntil(
                [&] {
                    return m_database->sql().number("select count(*) from pg_stat_activity where "
                                                    "wait_event_type = 'Lock' and datname = "
                                                    "current_database()") == 1;
                },
                5s));
            first.run("commit");
        }
        QVERIFY2(done, done ? "" : qPrintable(done.error().sentence));
        QCOMPARE(m_database->sql().number("select count(*) from rig.reading_partition"), 1);
    }

    void shouldLetTwoInstancesAskForTheSameDays()
    {
        const auto ensure = [&](rig::Done &done) {
            HandClock clock;
            ReadingPartitions partitions(clock);
            done = partitions.ensure(*connectTo(*m_database), readingsOf(0, 20));
        };
        rig::Done first;
        rig::Done second;
        {
            const std::jthread other([&] { ensure(first); });
            ensure(second);
        }
        QVERIFY2(first, first ? "" : qPrintable(first.error().sentence));
        QVERIFY2(second, second ? "" : qPrintable(second.error().sentence));
        QCOMPARE(m_database->sql().number("select count(*) from rig.reading_partition"), 20);
    }

private:
    void store(rig::Instant at) { store(m_database->sql(), at, 0); }
    static void store(Sql &sql, rig::Instant at, std::int64_t offset)
    {
        sql.run("insert into rig.reading (at, kafka_offset, received_at, stream, kafka_partition, "
                "machine, layout_version, quality, origin, sensor_values) "
                "values ($1::timestamptz, $2, now(), 1, 0, 1, 1, 0, 0, '{1}')",
                {rig::formatInstant(at), std::to_string(offset)});
    }
    static rig::Result<rig::storage::Emptied> empty(Connection &owner)
    {
        return emptyDefaultPartition(
            owner, [](const std::string &, std::int64_t) {}, 100ms);
    }

    /// So many readings of the first day in the default partition.
    void crowd(int count)
    {
        m_database->sql().run(
            "insert into rig.reading select '2024-03-01Z'::timestamptz + interval '1 ms' * i, i, "
            "now(), 2, 0, 1, 1, 0, 0, '{1}', null, null from generate_series(1, " +
            std::to_string(count) + ") i");
    }
    static void expectRefusal(const char *day, const char *reason)
    {
        QTest::ignoreMessage(
            QtWarningMsg,
            QRegularExpression(u"The partition of %1 was not made; its readings go to the default "
                               "partition.*%2"_s.arg(QLatin1StringView(day),
                                                     QRegularExpression::escape(QLatin1StringView(reason)))));
    }

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<Connection> m_connection;
};

std::unique_ptr<QObject> makeReadingPartitionsTest()
{
    return std::make_unique<ReadingPartitionsTest>();
}

#include "readingpartitionstest.moc"
