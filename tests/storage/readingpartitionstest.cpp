#include "storage/readingpartitions.h"

#include "storage/database.h"
#include "storage/migrations.h"
#include "storage/tests.h"

#include <thread>

using namespace rig::storage;
using namespace rig::test;
using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;

namespace {

class HandClock : public rig::Clock
{
public:
    rig::Instant now() const override { return rig::Instant{}; }
    std::chrono::nanoseconds steady() const override { return at; }

    std::chrono::nanoseconds at{1h};
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

    void shouldAskOnceForEachDay()
    {
        HandClock clock;
        ReadingPartitions partitions(clock);
        QVERIFY(partitions.ensure(*m_connection, readingsOf(0, 2)));
        m_database->sql().run("alter function rig.ensure_partition rename to nobody_asks");
        QVERIFY(partitions.ensure(*m_connection, readingsOf(0, 2)));
        QVERIFY(!partitions.ensure(*m_connection, readingsOf(0, 3)));
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
        QVERIFY(partitions.ensure(*m_connection, readingsOf(64, 1))); // too early to ask again
        QCOMPARE(sql.number("select count(*) from rig.reading_partition"), 64);
        clock.at += 10min;
        QVERIFY(partitions.ensure(*m_connection, readingsOf(64, 1)));
        QCOMPARE(sql.number("select count(*) from rig.reading_partition"), 65);
        QCOMPARE(sql.number("select count(*) from rig.reading_20240504"), 1);
        QCOMPARE(sql.number("select count(*) from rig.reading_default"), 1); // that of the other day
        QCOMPARE(sql.number("select count(*) from rig.reading"), 2);
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
    void store(rig::Instant at)
    {
        m_database->sql().run(
            "insert into rig.reading (at, kafka_offset, received_at, stream, kafka_partition, "
            "machine, layout_version, quality, origin, sensor_values) "
            "values ($1::timestamptz, 0, now(), 1, 0, 1, 1, 0, 0, '{1}')",
            {rig::formatInstant(at)});
    }

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<Connection> m_connection;
};

std::unique_ptr<QObject> makeReadingPartitionsTest()
{
    return std::make_unique<ReadingPartitionsTest>();
}

#include "readingpartitionstest.moc"
