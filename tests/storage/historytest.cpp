#include "storage/historytables.h"

#include "decoder/commalocale.h"
#include "domain/plants.h"
#include "storage/database.h"
#include "storage/historyworld.h"
#include "storage/planttables.h"
#include "storage/tests.h"
#include "support/waiting.h"

#include <QRegularExpression>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <random>
#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace rig::storage;
using namespace rig::test;
using namespace std::chrono_literals;
using rig::Instant;
using rig::Quality;
using rig::QualityReason;
using rig::Reading;
using rig::Trend;
using rig::TrendGrain;
using rig::TrendPoint;
using rig::TrendQuestion;
using std::chrono::microseconds;

namespace {

constexpr Instant noon = std::chrono::sys_days{std::chrono::year{2026} / 1 / 12} + 12h;

/// A second's readings, mostly, of both machines, with values missing, bad ones and an hour of silence.
std::vector<Reading> randomReadings(std::chrono::seconds length, unsigned seed)
{
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> value(-1000, 1000);
    std::vector<Reading> readings;
    for (microseconds at = 0s; at < length; at += microseconds{random() % 2'000'000 + 1}) {
        if (at > length / 3 && at < length / 2)
            continue;
        Reading reading =
            HistoryWorld::readingAt(noon + at, {value(random), value(random) / 3}, 1 + (random() % 5 == 0));
        if (random() % 7 == 0)
            reading.values[1] = rig::noValue;
        if (random() % 200 == 0)
            reading.timeQuality = QualityReason::sourceTimeMissing;
        if (random() % 300 == 0)
            reading.valueQuality = {QualityReason::none, QualityReason::lost};
        if (random() % 3 == 0)
            reading.values.pop_back(); // an older layout
        readings.push_back(std::move(reading));
    }
    return readings;
}

/// The same answer, by looking at every reading.
std::vector<TrendPoint> slowly(const std::vector<Reading> &readings, const TrendQuestion &question,
                               std::size_t slot, microseconds width)
{
    std::map<Instant, std::pair<TrendPoint, Instant>> columns;
    for (const Reading &reading : readings) {
        if (reading.machine != question.machine || reading.at < question.from || reading.at >= question.to ||
            slot >= reading.values.size() || std::isnan(reading.values[slot]))
            continue;
        const Instant start = question.from + (reading.at - question.from) / width * width;
        const double value = reading.values[slot];
        auto [found, isNew] = columns.try_emplace(
            start, TrendPoint{start, value, value, value, Quality::good, false}, reading.at);
        auto &[point, last] = found->second;
        point.low = std::min(point.low, value);
        point.high = std::max(point.high, value);
        if (reading.at >= last) {
            last = reading.at;
            point.last = value;
        }
        point.quality = std::max(
            {point.quality, qualityOf(reading.timeQuality),
             slot < reading.valueQuality.size() ? qualityOf(reading.valueQuality[slot]) : Quality::good});
    }
    std::vector<TrendPoint> points;
    for (const auto &[start, column] : columns)
        points.push_back(column.first);
    return points;
}

std::vector<TrendPoint> withoutGaps(std::vector<TrendPoint> points)
{
    for (TrendPoint &point : points)
        point.gapBefore = false;
    return points;
}

std::vector<Instant> gapsOf(const rig::TrendLine &line)
{
    std::vector<Instant> gaps;
    for (const TrendPoint &point : line.points)
        if (point.gapBefore)
            gaps.push_back(point.at);
    return gaps;
}

} // namespace

class HistoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_DATABASE(); }
    void init() { m_world = std::make_unique<HistoryWorld>(noon); }
    void cleanup() { m_world.reset(); }

    void shouldAnswerAsOneWhoLooksAtEveryReading_data()
    {
        QTest::addColumn<int>("columns");
        QTest::addColumn<TrendGrain>("grain");
        QTest::newRow("readings") << 2400 << TrendGrain::raw;
        QTest::newRow("10 s") << 360 << TrendGrain::tenSeconds;
        QTest::newRow("30 s") << 240 << TrendGrain::thirtySeconds;
        QTest::newRow("minutes") << 120 << TrendGrain::minute;
        QTest::newRow("quarters of an hour") << 8 << TrendGrain::minute;
        QTest::newRow("one column") << 1 << TrendGrain::minute;
    }

    void shouldAnswerAsOneWhoLooksAtEveryReading()
    {
        QFETCH(int, columns);
        QFETCH(TrendGrain, grain);
        const CommaLocale locale;
        std::vector<Reading> all;
        for (const unsigned seed : {1U, 2U, 3U}) {
            const std::vector<Reading> some = store(randomReadings(2h, seed));
            all.insert(all.end(), some.begin(), some.end());
            // Not rolled up, in parts, all but what came last.
            compare(all, columns, grain);
            QVERIFY(m_world->upkeep->buildRollups());
            QVERIFY(m_world->upkeep->buildRollups());
            compare(all, columns, grain);
            buildAll();
            compare(all, columns, grain);
        }
        QCOMPARE(sql().number("select count(*) from rig.rollup_mark"), 0);
        QVERIFY(sql().number("select count(*) from rig.rollup_1min_20260112") > 100);
        QCOMPARE(sql().number("select count(*) from rig.rollup_1min_default"), 0);
    }

    void shouldAddUpWhatRollupsSay()
    {
        const std::vector<Reading> all = store(randomReadings(1h, 5));
        buildAll();
        // By the server, from the readings.
        const std::string differing =
            "with x as (select r.machine, date_bin('LENGTH', at, 'epoch') as at, s - 1 as slot, "
            "sensor_values[s] as v, greatest(rig.quality_rank(quality), "
            "rig.quality_rank(coalesce(value_quality[s], 0::smallint))) as q "
            "from rig.reading r cross join generate_series(1, 2) s where sensor_values[s] is not null), "
            "y as (select machine, at, slot, min(v) as low, max(v) as high, sum(v) as sum, count(*) as n, "
            "max(q) as worst, count(*) filter (where q = 2) as bad from x group by 1, 2, 3) "
            "select count(*) from y left join rig.TABLE r using (machine, at) where r.lows[slot + 1] is "
            "distinct "
            "from low or r.highs[slot + 1] is distinct from high or abs(r.sums[slot + 1] - sum) > 1e-6 "
            "or r.counts[slot + 1] is distinct from n or coalesce(r.worst[slot + 1], 0) <> y.worst "
            "or coalesce(r.bads[slot + 1], 0) <> bad";
        const auto differences = [&](const char *length, const char *table) {
            QString statement = QString::fromStdString(differing);
            statement.replace(u"LENGTH"_s, QLatin1StringView(length));
            statement.replace(u"TABLE"_s, QLatin1StringView(table));
            return sql().number(statement.toStdString());
        };
        QCOMPARE(differences("10 s", "rollup_10s"), 0);
        QCOMPARE(differences("30 s", "rollup_30s"), 0);
        QCOMPARE(differences("1 min", "rollup_1min"), 0);
        QCOMPARE(sql().number("select sum(readings) from rig.rollup_30s"), std::ssize(all));
        QCOMPARE(sql().number("select sum(readings) from rig.rollup_1min"), std::ssize(all));
    }

    void shouldTakeALateReadingInAtOnce()
    {
        store({HistoryWorld::readingAt(noon + 5s, {1, 2}), HistoryWorld::readingAt(noon + 125s, {3, 4})});
        buildAll();
        QCOMPARE(sql().number("select count(*) from rig.rollup_mark"), 0);
        store({HistoryWorld::readingAt(noon + 7s, {9, 1})});
        const auto before = ask(600s, 10, {"rpm"});
        QCOMPARE(before.lines[0].points[0].high, 9);
        QCOMPARE(before.lines[0].points[0].last, 9);
        QCOMPARE(sql().text("select highs[1] from rig.rollup_1min order by at limit 1"), std::string("1"));
        buildAll();
        QCOMPARE(sql().text("select highs[1] from rig.rollup_1min order by at limit 1"), std::string("9"));
        QVERIFY(ask(600s, 10, {"rpm"}).lines == before.lines);
    }

    void shouldBeginWithinAMinuteThatIsNotRolledUp()
    {
        store({HistoryWorld::readingAt(noon + 10s, {1, 2}), HistoryWorld::readingAt(noon + 40s, {5, 2})});
        const auto trend = m_world->history->trend({1, {"rpm"}, noon + 30s, noon + 630s, 10}).value();
        QCOMPARE(trend.grain, TrendGrain::minute);
        QCOMPARE(trend.lines[0].points.size(), std::size_t{1});
        QCOMPARE(trend.lines[0].points[0].low, 5);
    }

    void shouldNotBuildAMinuteThatIsNotOver()
    {
        const Instant now = std::chrono::floor<microseconds>(std::chrono::system_clock::now());
        store({HistoryWorld::readingAt(now, {1, 2})});
        QVERIFY(!m_world->upkeep->buildRollups().value());
        QCOMPARE(sql().number("select count(*) from rig.rollup_mark"), 1);
        QCOMPARE(sql().number("select count(*) from rig.rollup_1min"), 0);
        TrendQuestion question{1, {"rpm"}, now - 1h, now + 1min, 60};
        QCOMPARE(m_world->history->trend(question).value().lines[0].points.size(), std::size_t{1});
    }

    void shouldBuildTheSameBySeveralAtOnce()
    {
        std::vector<Reading> all;
        std::atomic<bool> done = false;
        {
            std::vector<std::jthread> builders;
            for (int i = 0; i < 3; ++i)
                builders.emplace_back([&] {
                    const auto mine = m_world->makeUpkeep();
                    while (!done)
                        if (const auto built = mine->buildRollups(); !built || !*built)
                            std::this_thread::sleep_for(1ms);
                });
            for (unsigned seed = 10; seed < 22; ++seed)
                store(randomReadings(30min, seed));
            done = true;
        }
        buildAll();
        const auto fine = contentOf("rollup_10s");
        const auto middle = contentOf("rollup_30s");
        const auto coarse = contentOf("rollup_1min");
        sql().run("insert into rig.rollup_mark select distinct machine, date_bin('1 min', at, 'epoch') "
                  "from rig.reading; truncate rig.rollup_10s; truncate rig.rollup_30s; "
                  "truncate rig.rollup_1min");
        buildAll();
        QCOMPARE(contentOf("rollup_10s"), fine);
        QCOMPARE(contentOf("rollup_30s"), middle);
        QCOMPARE(contentOf("rollup_1min"), coarse);
    }

    void shouldNotPutOlderInTheOfNewer()
    {
        store({HistoryWorld::readingAt(noon, {1, 2}), HistoryWorld::readingAt(noon + 1s, {5, 2})});
        buildAll();
        sql().run("update rig.rollup_1min set readings = 7, highs = '{70,80}'; "
                  "insert into rig.rollup_mark values (1, '2026-01-12 12:00Z')");
        buildAll();
        QCOMPARE(sql().text("select highs from rig.rollup_1min"), std::string("{70,80}"));
        QCOMPARE(sql().text("select highs from rig.rollup_10s"), std::string("{5,2}"));
    }

    void shouldRollUpWhatWasStoredBeforeThereWereMarks()
    {
        const std::vector<Reading> all = store(randomReadings(2h, 4));
        store({HistoryWorld::readingAt(noon - 24h * 365, {1, 2})});
        sql().run("delete from rig.rollup_mark; insert into rig.rollup_backlog select day, "
                  "day::timestamp at time zone 'UTC' from rig.reading_partition where day < '2026-01-13'");
        for (const int columns : {2400, 360, 240, 120})
            compare(all, columns, {});
        QVERIFY(m_world->upkeep->buildRollups());
        compare(all, 120, {});
        buildAll();
        QCOMPARE(sql().number("select count(*) from rig.rollup_backlog"), 0);
        QCOMPARE(sql().number("select count(*) from rig.rollup_mark"), 0);
        QCOMPARE(sql().number("select count(*) from rig.rollup_1min where at < '2026-01-01'"), 1);
        for (const int columns : {2400, 360, 240, 120})
            compare(all, columns, {});
    }

    void shouldMakeThoseOf30sOfWhatWasRolledUpBeforeThereWereAny()
    {
        const std::vector<Reading> all = store(randomReadings(2h, 7));
        store({HistoryWorld::readingAt(noon - 24h * 365, {1, 2}),
               HistoryWorld::readingAt(noon - 24h * 365 + 8min, {1, 2})});
        buildAll();
        const auto built = contentOf("rollup_30s");
        forgetThoseOf30s();
        compare(all, 240, TrendGrain::thirtySeconds);
        // To the middle of the readings, and on as another program.
        while (sql().number("select count(*) from rig.rollup_30s_missing where past > '2026-01-12 13:00Z'"))
            QVERIFY(m_world->upkeep->buildRollups().value());
        compare(all, 240, TrendGrain::thirtySeconds);
        m_world->upkeep = m_world->makeUpkeep();
        buildAll();
        compare(all, 240, TrendGrain::thirtySeconds);
        QCOMPARE(contentOf("rollup_30s"), built);
        QCOMPARE(sql().number("select count(*) from rig.rollup_30s_missing"), 0);
        QCOMPARE(sql().number("select count(*) from rig.rollup_30s_default"), 0);
        QCOMPARE(sql().number("select count(*) from rig.rollup_30s_20250112"), 2);
        QVERIFY(!m_world->upkeep->buildRollups().value());
    }

    /// What comes late of those days is rolled up whole meanwhile, from the readings.
    void shouldNotPutThoseOf10sInThePlaceOfReadings()
    {
        store({HistoryWorld::readingAt(noon, {1, 2}), HistoryWorld::readingAt(noon + 40s, {5, 2})});
        buildAll();
        forgetThoseOf30s();
        store({HistoryWorld::readingAt(noon + 1s, {9, 2})});
        QVERIFY(m_world->upkeep->buildRollups().value());
        sql().run("update rig.rollup_10s set highs = '{0,0}'");
        buildAll();
        QCOMPARE(sql().text("select string_agg(highs[1]::text, ' ' order by at) from rig.rollup_30s"),
                 std::string("9 5"));
    }

    void shouldLeaveRollupsOfAForeignShapeOut()
    {
        store({HistoryWorld::readingAt(noon + 1s, {1, 2}), HistoryWorld::readingAt(noon + 61s, {3, 2})});
        buildAll();
        forgetThoseOf30s();
        sql().run("update rig.rollup_10s set lasts = '{7}' where at < '2026-01-12 12:01Z'");
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(u"1 rows of rig.rollup_10s are left out"_s));
        buildAll();
        QCOMPARE(sql().text("select string_agg(highs[1]::text, ' ' order by at) from rig.rollup_30s"),
                 std::string("3"));
    }

    void shouldLeaveRowsOfAForeignShapeOut()
    {
        store({HistoryWorld::readingAt(noon + 1s, {1, 2}), HistoryWorld::readingAt(noon + 61s, {3, 2})});
        sql().run(
            "insert into rig.reading select at + interval '1 s', kafka_offset + 10, received_at, stream, "
            "kafka_partition, machine, layout_version, quality, origin, '{{7,8},{9,9}}' from rig.reading "
            "where at < '2026-01-12 12:01Z'");
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(u"1 rows of rig.reading are left out.*machine number 1 in "
                                                "the minute 2026-01-12T12:00:00"_s));
        buildAll();
        QCOMPARE(sql().number("select count(*) from rig.rollup_mark"), 0);
        QCOMPARE(sql().text("select string_agg(highs[1]::text, ' ' order by at) from rig.rollup_1min"),
                 std::string("1 3"));
    }

    void shouldMoveRollupsOutOfTheDefaultPartition()
    {
        sql().run("insert into rig.reading_partition (day) select current_date + i from "
                  "generate_series(1000, 1099) i");
        store(randomReadings(10min, 6));
        QVERIFY(sql().number("select count(*) from rig.reading_default") > 0);
        buildAll();
        QVERIFY(sql().number("select count(*) from rig.rollup_10s_default") > 0);
        const auto built = sql().number("select count(*) from rig.rollup_10s");
        sql().run("delete from rig.reading_partition");
        QCOMPARE(sql().text("select answer from rig.ensure_partition('2026-01-12')"), std::string("there"));
        sql().run("insert into rig.rollup_mark values (1, '2026-01-12 12:00Z')");
        m_world->upkeep = m_world->makeUpkeep();
        buildAll();
        QCOMPARE(sql().number("select count(*) from rig.rollup_10s_default"), 0);
        QCOMPARE(sql().number("select count(*) from rig.rollup_10s"), built);
    }

    void shouldShowGapsAsGaps()
    {
        std::vector<Reading> readings;
        // rpm is due every 250 ms, so 2 s of silence are a gap; inlet_dust every second, so 3 s are.
        for (const int second : {0, 1, 2, 3, 6, 7, 8, 60, 61, 200, 201})
            readings.push_back(
                HistoryWorld::readingAt(noon + std::chrono::seconds{second}, {1.0 * second, 2}));
        store(readings);
        const auto gaps = [&](std::size_t line, std::chrono::seconds length, int columns) {
            return gapsOf(ask(length, columns, {"rpm", "inlet_dust"}).lines[line]);
        };
        QCOMPARE(gaps(0, 300s, 300), (std::vector<Instant>{noon + 6s, noon + 60s, noon + 200s}));
        QCOMPARE(gaps(1, 300s, 300), (std::vector<Instant>{noon + 60s, noon + 200s}));
        // Not rolled up, the exact times are known; rolled up, whole empty intervals are.
        QCOMPARE(gaps(0, 600s, 10), (std::vector<Instant>{noon + 60s, noon + 180s}));
        buildAll();
        QCOMPARE(gaps(0, 300s, 30), (std::vector<Instant>{noon + 60s, noon + 200s}));
        QCOMPARE(gaps(0, 600s, 10), (std::vector<Instant>{noon + 180s}));
    }

    void shouldSayWhereTheReadingsCameFrom()
    {
        auto simulated = HistoryWorld::readingAt(noon + 100s, {1, 2});
        simulated.origin = rig::Origin::simulated;
        store({HistoryWorld::readingAt(noon, {1, 2}), simulated});
        const auto origins = [&](std::chrono::seconds from, std::chrono::seconds length, int columns) {
            const Instant begin = noon + from;
            return m_world->history->trend({1, {"rpm"}, begin, begin + length, columns}).value().origins;
        };
        using Origins = std::set<rig::Origin>;
        for (const bool built : {false, true}) {
            if (built)
                buildAll();
            for (const int columns : {600, 60, 2}) {
                QCOMPARE(origins(0s, 600s, columns), (Origins{rig::Origin::field, rig::Origin::simulated}));
                QCOMPARE(origins(60s, 60s, columns), Origins{rig::Origin::simulated});
                QCOMPARE(origins(-60s, 120s, columns), Origins{rig::Origin::field});
                QCOMPARE(origins(300s, 60s, columns), Origins{});
            }
        }
    }

    void shouldSaySilenceAtBothEnds()
    {
        store({HistoryWorld::readingAt(noon + 100s, {1, 2}), HistoryWorld::readingAt(noon + 101s, {1, 2})});
        const auto line = [&](std::chrono::seconds from, std::chrono::seconds to) {
            const auto trend = m_world->history->trend({1, {"rpm"}, noon + from, noon + to, 100});
            return trend.value().lines[0];
        };
        QVERIFY(line(0s, 200s).points.front().gapBefore);
        QCOMPARE(line(0s, 200s).silentFrom, std::optional<Instant>(noon + 103s));
        QVERIFY(!line(99s, 102s).points.front().gapBefore);
        QVERIFY(!line(99s, 102s).silentFrom);
        buildAll();
        QVERIFY(line(0s, 6000s).points.front().gapBefore);
        QCOMPARE(line(0s, 6000s).silentFrom, std::optional<Instant>(noon + 122s));
    }

    void shouldAnswerForWhatIsRetiredAndNotForWhatNeverWas()
    {
        store({HistoryWorld::readingAt(noon, {1, 2}), HistoryWorld::readingAt(noon, {7}, 2)});
        PlantTables plant(addressOf(m_world->database), {});
        QVERIFY(plant.alter([](rig::PlantDefinition next) {
            machineOf(next, "A").slots[1].retired = true;
            sensorOf(next, "inlet_dust").retired = true;
            return rig::Result<rig::PlantDefinition>(std::move(next));
        }));
        QCOMPARE(ask(600s, 10, {"inlet_dust"}).lines[0].points[0].last, 2);
        const auto other = m_world->history->trend({2, {"rpm"}, noon, noon + 1h, 60});
        QCOMPARE(other.value().lines[0].points[0].last, 7);
        QCOMPARE(m_world->history->trend({2, {"rpm", "inlet_dust"}, noon, noon + 1h, 60}).error().kind,
                 rig::ErrorKind::notFound);
        QCOMPARE(
            m_world->history->trend({1, {"'; drop table rig.reading; --"}, noon, noon + 1h, 60}).error().kind,
            rig::ErrorKind::notFound);
        QCOMPARE(m_world->history->trend({3, {"rpm"}, noon, noon + 1h, 60}).error().kind,
                 rig::ErrorKind::notFound);
        QVERIFY(
            m_world->history->trend({1, {"rpm"}, noon + 1h, noon + 2h, 60}).value().lines[0].points.empty());
    }

    void shouldRefuseWhatIsOutOfRange()
    {
        const auto refused = [&](const TrendQuestion &question) {
            const auto answer = m_world->history->trend(question);
            return !answer && answer.error().kind == rig::ErrorKind::refused;
        };
        QVERIFY(refused({1, {}, noon, noon + 1h, 60}));
        QVERIFY(refused({1, {"a", "b", "c", "d", "e", "f", "g"}, noon, noon + 1h, 60}));
        QVERIFY(refused({1, {"rpm"}, noon, noon, 60}));
        QVERIFY(refused({1, {"rpm"}, noon, noon - 1h, 60}));
        QVERIFY(refused({1, {"rpm"}, noon, noon + 1h, 0}));
        QVERIFY(refused({1, {"rpm"}, noon, noon + 1h, 8193}));
        QVERIFY(refused({1, {"rpm"}, Instant::min(), Instant::max(), 60}));
    }

    /// Asked through a lock, so that the statement waits for as long as the test likes.
    void shouldStopTheServerWhenNobodyWantsToKnowAnyMore()
    {
        store({HistoryWorld::readingAt(noon, {1, 2})});
        std::atomic<bool> enough = false;
        HistoryTables history(addressOf(m_world->database), [&](auto) { return enough.load(); });
        QVERIFY(history.trend({1, {"rpm"}, noon, noon + 1h, 60}));
        const auto processes = m_world->database.serverProcesses();
        Sql lock(m_world->database.url());
        lock.run("begin; lock table rig.rollup_1min in access exclusive mode");
        rig::Result<Trend> answer;
        {
            const std::jthread asking([&] { answer = history.trend({1, {"rpm"}, noon, noon + 1h, 60}); });
            QVERIFY(waitUntil([&] { return running() == 1; }, 5s));
            enough = true;
            QVERIFY(waitUntil([&] { return running() == 0; }, 2s)); // while the lock is still held
        }
        QCOMPARE(answer.error().kind, rig::ErrorKind::cancelled);
        lock.run("rollback");
        enough = false;
        QVERIFY(history.trend({1, {"rpm"}, noon, noon + 1h, 60}));
        const auto after = m_world->database.serverProcesses();
        for (const int process : processes)
            QVERIFY(std::find(after.begin(), after.end(), process) != after.end()); // the connection lives on
    }

    /// What a question locks, while it is held where it reads the first reading: planned by then.
    void shouldOpenOnlyTheDaysThatAreAskedFor()
    {
        store({HistoryWorld::readingAt(noon + 1s, {1, 2})});
        makeDays(400);
        sql().run("create or replace function rig.quality_rank(reason smallint) returns integer language "
                  "plpgsql as $$ begin perform pg_advisory_xact_lock_shared(1); return 0; end $$");
        Sql gate(m_world->database.url());
        for (const auto &[length, columns, grain] :
             {std::tuple(2h, 2000, TrendGrain::raw), std::tuple(24h, 4000, TrendGrain::tenSeconds),
              std::tuple(24h, 3400, TrendGrain::thirtySeconds), std::tuple(24h, 1600, TrendGrain::minute)}) {
            gate.run("begin; select pg_advisory_xact_lock(1)");
            rig::Result<Trend> trend;
            std::int64_t locks = 0;
            {
                const std::jthread asking(
                    [&, question = TrendQuestion{1, {"rpm"}, noon, noon + length, columns}] {
                        trend = m_world->history->trend(question);
                    });
                QVERIFY(waitUntil([&] { return (locks = locksOfWhoWaits()) > 0; }, 10s));
                gate.run("rollback");
            }
            QVERIFY2(trend, trend ? "" : qPrintable(trend.error().sentence));
            QCOMPARE(trend->grain, grain);
            QCOMPARE(trend->lines[0].points.size(), std::size_t{1});
            QVERIFY2(locks < 100, qPrintable(QString::number(locks)));
        }
    }

    /// The same of building what was stored before there were rollups: held where it wants to mark.
    void shouldOpenOnlyTheDayThatIsRolledUp()
    {
        store({HistoryWorld::readingAt(noon + 1s, {1, 2})});
        makeDays(400);
        sql().run("delete from rig.rollup_mark; insert into rig.rollup_backlog values ('2026-01-12', "
                  "'2026-01-12 12:00Z')");
        sql().run("create function hold() returns trigger language plpgsql as $$ begin "
                  "perform pg_advisory_xact_lock_shared(1); return new; end $$; create trigger hold before "
                  "insert on rig.rollup_mark for each row execute function hold()");
        Sql gate(m_world->database.url());
        gate.run("begin; select pg_advisory_xact_lock(1)");
        rig::Result<bool> built;
        std::int64_t locks = 0;
        {
            const std::jthread building([&] { built = m_world->upkeep->buildRollups(); });
            QVERIFY(waitUntil([&] { return (locks = locksOfWhoWaits()) > 0; }, 10s));
            gate.run("rollback");
        }
        QVERIFY2(built, built ? "" : qPrintable(built.error().sentence));
        QVERIFY2(locks < 100, qPrintable(QString::number(locks)));
    }

private:
    Sql &sql() { return m_world->sql(); }

    /// Partitions of the last so many days before that of `noon`, in pieces: each table takes locks.
    void makeDays(int count)
    {
        for (int day = 1; day <= count; day += 40)
            sql().run("do $$ declare d date; begin for d in select '2026-01-12'::date - n from "
                      "generate_series(" +
                      std::to_string(day) + ", " + std::to_string(std::min(day + 39, count)) +
                      ") n loop perform rig.move_to_partition(d, 'none'), rig.ensure_rollup_partition(d); "
                      "end loop; end $$");
    }

    /// As where all was rolled up by a program that made none.
    void forgetThoseOf30s()
    {
        sql().run(
            "do $$ declare one oid; begin for one in select relation from rig.history_day where grain = "
            "'rollup_30s' loop execute format('drop table %s', one::regclass); end loop; end $$; "
            "delete from rig.rollup_30s; insert into rig.rollup_30s_missing (past) values "
            "('2026-01-13')");
    }

    std::int64_t contentOf(const std::string &table)
    {
        return sql().number("select coalesce(sum(('x' || left(md5(machine::text || at || readings || "
                            "origins || lows::text || highs::text || lasts::text || counts::text || "
                            "coalesce(worst::text, '') || coalesce(bads::text, '')), "
                            "8))::bit(32)::bigint), 0) from rig." +
                            table);
    }

    /// The locks on tables and indexes of the one that waits for the test's own lock; 0 where none does.
    std::int64_t locksOfWhoWaits()
    {
        return sql().number("select count(*) from pg_locks l join pg_locks w using (pid) where "
                            "l.locktype = 'relation' and w.locktype = 'advisory' and not w.granted and "
                            "w.database = (select oid from pg_database where datname = current_database())");
    }

    /// Statements about rollups that the server has not finished.
    std::int64_t running()
    {
        return sql().number(
            "select count(*) from pg_stat_activity where state = 'active' "
            "and datname = current_database() and query like 'with asked%' and pid <> pg_backend_pid()");
    }

    std::vector<Reading> store(std::vector<Reading> readings) { return m_world->store(std::move(readings)); }
    void buildAll() { m_world->buildAll(); }

    Trend ask(std::chrono::seconds length, int columns, std::vector<std::string> sensors)
    {
        const auto trend = m_world->history->trend({1, std::move(sensors), noon, noon + length, columns});
        if (!trend)
            throw std::runtime_error(trend.error().sentence.toStdString());
        return *trend;
    }

    void compare(const std::vector<Reading> &all, int columns, std::optional<TrendGrain> grain)
    {
        const TrendQuestion question{1, {"inlet_dust", "rpm"}, noon, noon + 2h, columns};
        const auto trend = m_world->history->trend(question);
        QVERIFY2(trend, trend ? "" : qPrintable(trend.error().sentence));
        if (grain)
            QCOMPARE(trend->grain, *grain);
        QCOMPARE(trend->lines.size(), std::size_t{2});
        for (std::size_t line = 0; line < 2; ++line) {
            const auto expected = slowly(all, question, 1 - line, microseconds{2h} / columns);
            const auto got = withoutGaps(trend->lines[line].points);
            QCOMPARE(got.size(), expected.size());
            for (std::size_t i = 0; i < got.size(); ++i) {
                QCOMPARE(got[i].at, expected[i].at);
                QCOMPARE(got[i].low, expected[i].low);
                QCOMPARE(got[i].high, expected[i].high);
                QCOMPARE(got[i].last, expected[i].last);
                QCOMPARE(got[i].quality, expected[i].quality);
            }
        }
    }

    std::unique_ptr<HistoryWorld> m_world;
};

std::unique_ptr<QObject> makeHistoryTest()
{
    return std::make_unique<HistoryTest>();
}

#include "historytest.moc"
