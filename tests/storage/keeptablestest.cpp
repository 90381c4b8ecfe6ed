#include "storage/keeptables.h"

#include "storage/database.h"
#include "storage/handclock.h"
#include "storage/migrations.h"
#include "storage/tests.h"

#include <QRegularExpression>

#include <algorithm>
#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace rig::storage;
using namespace rig::test;
using namespace std::chrono_literals;
using rig::KeepBatch;
using rig::KeepOutcome;

namespace {

const rig::StreamId stream{"cluster", "sensor-data"};
constexpr rig::Instant noon = std::chrono::sys_days{std::chrono::year{2026} / 1 / 12} + 12h;

struct NoCrash : rig::CrashPoint
{
    void passed(std::string_view) override {}
};

/// Readings with these ids, empty for none, from the partition's offset `from` on.
KeepBatch batchOf(const std::vector<std::string> &ids, std::int32_t partition, std::int64_t from)
{
    KeepBatch batch;
    for (const std::string &id : ids) {
        rig::Reading &reading = batch.readings.emplace_back();
        reading.machine = 1;
        reading.layoutVersion = 1;
        reading.partition = partition;
        reading.offset = from + std::ssize(batch.readings) - 1;
        reading.at = reading.recordTime = reading.receivedAt = noon;
        reading.ingestId = id;
        reading.values = {1.5};
    }
    batch.advances = {{partition, from == 0 ? std::optional<std::int64_t>() : from, from + std::ssize(ids)}};
    return batch;
}

std::vector<std::string> numberedIds(int count)
{
    std::vector<std::string> ids;
    for (int i = 0; i < count; ++i)
        ids.push_back("id-" + std::to_string(i * 7919 % count));
    return ids;
}

} // namespace

class KeepTablesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_DATABASE(); }
    void init()
    {
        m_clock.wall = noon;
        m_database = std::make_unique<TestDatabase>();
        QVERIFY(migrate(*connectTo(*m_database), Foreign::refuse));
        m_tables = tables();
    }
    void cleanup()
    {
        m_tables.reset();
        m_database.reset();
    }

    void shouldStoreOneMessageOfEachId()
    {
        const std::string odd = "{\"a\\\",NULL} ü 🏭 '";
        const auto first = m_tables->store(stream, batchOf({"x", odd, "", "x", "", "NULL"}, 0, 0));
        QVERIFY2(first, first ? "" : qPrintable(first.error().sentence));
        QCOMPARE(first->kind, KeepOutcome::Kind::stored);
        QCOMPARE(first->repeated, std::size_t{1});
        QCOMPARE(storedOffsets(), std::string("0 1 2 4 5"));

        const auto second = m_tables->store(stream, batchOf({odd, "y", "NULL", "", "x"}, 0, 6));
        QVERIFY2(second, second ? "" : qPrintable(second.error().sentence));
        QCOMPARE(second->repeated, std::size_t{3});
        QCOMPARE(storedOffsets(), std::string("0 1 2 4 5 7 9"));
        QCOMPARE(m_database->sql().text("select ingest_id from rig.reading where kafka_offset = 1"), odd);
        QCOMPARE(m_database->sql().number("select count(*) from rig.ingest_claim"), 4);
    }

    void shouldClaimNothingForWhatIsNotStored()
    {
        KeepBatch batch = batchOf({"x"}, 0, 0);
        batch.advances[0].expected = 77;
        QCOMPARE(m_tables->store(stream, batch)->kind, KeepOutcome::Kind::fenced);
        QCOMPARE(m_database->sql().number("select count(*) from rig.ingest_claim"), 0);
        QCOMPARE(m_tables->store(stream, batchOf({"x"}, 0, 0))->repeated, std::size_t{0});
    }

    void shouldStoreNothingThatWasDecodedByAnotherPlant()
    {
        m_database->sql().run("update rig.plant_revision set revision = 3");
        KeepBatch batch = batchOf({"x"}, 0, 0);
        for (const std::int64_t other : {2, 4}) {
            batch.plantRevision = other;
            QCOMPARE(m_tables->store(stream, batch)->kind, KeepOutcome::Kind::plantMoved);
        }
        QCOMPARE(m_database->sql().number("select count(*) from rig.reading"), 0);
        QCOMPARE(m_database->sql().number("select count(*) from rig.reader_position"), 0);
        batch.plantRevision = 3;
        QCOMPARE(m_tables->store(stream, batch)->kind, KeepOutcome::Kind::stored);
    }

    /// A person set the offset back, or the topic was made anew: then other readings stand under known
    /// offsets.
    void shouldStoreWhatIsNewOfOffsetsThatAreReadAgain()
    {
        QVERIFY(m_tables->store(stream, batchOf({"", ""}, 0, 0)));
        m_database->sql().run("delete from rig.reader_position");
        KeepBatch again = batchOf({"", "", ""}, 0, 0);
        again.readings[1].at += 1us;
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(u"^1 readings of topic sensor-data are stored already"_s));
        const auto outcome = m_tables->store(stream, again);
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().sentence));
        QCOMPARE(outcome->kind, KeepOutcome::Kind::stored);
        QCOMPARE(outcome->repeated, std::size_t{1});
        QCOMPARE(storedOffsets(), std::string("0 1 1 2"));
    }

    /// However many days are stored, only those of the readings are looked into.
    void shouldLookForStoredReadingsInTheirDaysOnly()
    {
        QVERIFY(m_tables->store(stream, batchOf({"", ""}, 0, 0)));
        Sql &sql = m_database->sql();
        sql.run("delete from rig.reader_position; select rig.ensure_partition('2020-01-01')");
        Sql other(m_database->url());
        other.run("begin; lock table rig.reading_20200101 in access exclusive mode");
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(u"^2 readings of topic sensor-data are stored already"_s));
        const auto outcome = m_tables->store(stream, batchOf({"", ""}, 0, 0));
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().sentence));
        QCOMPARE(outcome->repeated, std::size_t{2});
    }

    void shouldClaimAllIdsOfABatchInOneStatement()
    {
        Sql &sql = m_database->sql();
        sql.run(
            "create table asked ();"
            "create function ask() returns trigger language plpgsql as "
            "'begin insert into asked default values; return null; end';"
            "create trigger ask before insert on rig.ingest_claim for each statement execute function ask()");
        QVERIFY(m_tables->store(stream, batchOf(numberedIds(500), 0, 0)));
        QCOMPARE(sql.number("select count(*) from asked"), 1);
        QVERIFY(m_tables->store(stream, batchOf({"", ""}, 0, 500)));
        QCOMPARE(sql.number("select count(*) from asked"), 1); // nothing to claim, nothing asked
    }

    void shouldLetTwoInstancesClaimTheSameIds()
    {
        const std::vector<std::string> ids = numberedIds(20'000);
        std::vector<std::string> backwards(ids.rbegin(), ids.rend());
        rig::Result<KeepOutcome> other;
        {
            const std::jthread instance([&] { other = tables()->store(stream, batchOf(backwards, 1, 0)); });
            const auto one = m_tables->store(stream, batchOf(ids, 0, 0));
            QVERIFY2(one, one ? "" : qPrintable(one.error().sentence));
        }
        QVERIFY2(other, other ? "" : qPrintable(other.error().sentence));
        Sql &sql = m_database->sql();
        QCOMPARE(sql.number("select count(*) from rig.reading"), 20'000);
        QCOMPARE(sql.number("select count(distinct ingest_id) from rig.reading"), 20'000);
    }

    void shouldForgetClaimsTwoDaysBehindThePartitionReadLast_data()
    {
        QTest::addColumn<int>("hoursBehind");
        QTest::addColumn<QByteArray>("left");
        QTest::newRow("up to date") << 0 << QByteArray("0 47");
        QTest::newRow("a day behind") << 24 << QByteArray("0 47 49 71");
        QTest::newRow("by a clock that is ahead") << -1000 << QByteArray("0 47");
        QTest::newRow("by a clock that was never set") << 24 * 365 * 50 << QByteArray("0 47 49 71 73");
        QTest::newRow("by a clock that nothing holds") << 24 * 365 * 20'000 << QByteArray("0 47 49 71 73");
    }

    void shouldForgetClaimsTwoDaysBehindThePartitionReadLast()
    {
        QFETCH(int, hoursBehind);
        QFETCH(QByteArray, left);
        Sql &sql = m_database->sql();
        sql.run(
            "insert into rig.ingest_claim select hours, clock_timestamp() - make_interval(hours => hours) "
            "from unnest('{0,47,49,71,73,800}'::int[]) hours");
        KeepBatch batch = batchOf({"", "", ""}, 0, 0);
        batch.readings[0].partition = 1;
        batch.readings[1].recordTime -= std::chrono::hours{1'000}; // one of a clock that is wrong
        batch.readings[0].recordTime -= std::chrono::hours{hoursBehind};
        QVERIFY(m_tables->store(stream, batch));
        QCOMPARE(sql.text("select string_agg(ingest_id, ' ' order by ingest_id) from rig.ingest_claim"),
                 left.toStdString());
    }

    void shouldForgetAPieceAtATimeAndThenOnceAMinute()
    {
        Sql &sql = m_database->sql();
        const auto left = [&] { return sql.number("select count(*) from rig.ingest_claim"); };
        const auto age = [&](int from, int to) {
            sql.run("insert into rig.ingest_claim select i, clock_timestamp() - interval '3 days' "
                    "from generate_series(" +
                    std::to_string(from) + ", " + std::to_string(to) + ") i");
        };
        age(1, 50'000);
        std::int64_t offset = 0;
        for (const int expected : {30'000, 10'000, 0}) {
            QVERIFY(m_tables->store(stream, batchOf({""}, 0, offset++)));
            QCOMPARE(left(), expected);
        }
        age(1, 10);
        QVERIFY(m_tables->store(stream, batchOf({""}, 0, offset++)));
        QCOMPARE(left(), 10);
        m_clock.at += 1min;
        QVERIFY(m_tables->store(stream, batchOf({""}, 0, offset++)));
        QCOMPARE(left(), 0);
    }

    void shouldStoreWhereClaimsCannotBeForgotten()
    {
        Sql &sql = m_database->sql();
        sql.run("insert into rig.ingest_claim values ('old', '2020-01-01');"
                "create function refuse() returns trigger language plpgsql as "
                "'begin raise exception ''not today''; end';"
                "create trigger refuse before delete on rig.ingest_claim execute function refuse()");
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(u"Old claims of ingest ids were not removed.*not today"_s));
        const auto outcome = m_tables->store(stream, batchOf({"x"}, 0, 0));
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().sentence));
        QCOMPARE(storedOffsets(), std::string("0"));
        QVERIFY(m_tables->store(stream, batchOf({"x"}, 0, 1))->repeated == 1);
    }

    /// Another program's long look through all readings, on a day that has no partition yet.
    void shouldStoreInTheDefaultPartitionWhereTheDaysOwnIsNotToBeHad()
    {
        Sql reader(m_database->url());
        reader.run("begin; select count(*) from rig.reading");
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(u"The partition of 2026-01-12 was not made.*SQLSTATE 55P03"_s));
        const auto began = std::chrono::steady_clock::now();
        const auto outcome = m_tables->store(stream, batchOf({"", "", ""}, 0, 0));
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().sentence));
        QVERIFY(std::chrono::steady_clock::now() - began < 6s);
        QCOMPARE(m_database->sql().number("select count(*) from rig.reading_default"), 3);
    }

private:
    std::unique_ptr<KeepTables> tables()
    {
        return std::make_unique<KeepTables>(addressOf(*m_database), m_clock, m_noCrash, rig::WaitCheck());
    }
    std::string storedOffsets()
    {
        return m_database->sql().text(
            "select string_agg(kafka_offset::text, ' ' order by kafka_offset) from rig.reading");
    }

    HandClock m_clock;
    NoCrash m_noCrash;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<KeepTables> m_tables;
};

std::unique_ptr<QObject> makeKeepTablesTest()
{
    return std::make_unique<KeepTablesTest>();
}

#include "keeptablestest.moc"
