#include "storage/historytables.h"

#include "domain/shown.h"

#include <QCoreApplication>

#include <algorithm>

namespace rig::storage {

using namespace std::chrono_literals;
using std::chrono::microseconds;

namespace {

constexpr std::size_t mostSensors = 6;
/// As the live values have it: stale after 3 intervals, at least 2 s.
constexpr int intervalsToStale = 3;
constexpr microseconds leastToStale = 2s;

QString tr(const char *sentence)
{
    return QCoreApplication::translate("rig::storage::HistoryTables", sentence);
}

/// How many values a column is made of is nobody's business but the server's. A compiled statement would pay
/// off after seconds; the rows of one machine lie scattered, and a disk likes to be asked for many at once.
const Settings &settings()
{
    static const Settings all{{"statement_timeout", "20s"},
                              {"jit", "off"},
                              {"effective_io_concurrency", "64"},
                              {"max_parallel_workers_per_gather", "0"},
                              {"work_mem", "64MB"}};
    return all;
}

struct Grain
{
    microseconds length{0}; ///< of an interval; 0: single readings
    const char *table = nullptr;
    const char *interval = nullptr; ///< the length again, as PostgreSQL has it
    const char *before = nullptr;   ///< the parameter that lies this length before the range
};

Grain grainOf(TrendGrain grain)
{
    switch (grain) {
    case TrendGrain::raw:
        break;
    case TrendGrain::tenSeconds:
        return {10s, "rig.rollup_10s", "interval '10 seconds'", "$7"};
    case TrendGrain::thirtySeconds:
        return {30s, "rig.rollup_30s", "interval '30 seconds'", "$8"};
    case TrendGrain::minute:
        return {60s, "rig.rollup_1min", "interval '1 minute'", "$6"};
    }
    return {};
}

/// The width of a column: whole microseconds, so that no more columns come out than were asked for.
microseconds widthOf(const TrendQuestion &question)
{
    return microseconds{(question.to - question.from + microseconds{question.columns - 1}).count() /
                        question.columns};
}

TrendGrain grainFor(const TrendQuestion &question)
{
    const microseconds width = widthOf(question) * 5 / 4; // what is a quarter longer joins without a seam
    for (const TrendGrain grain : {TrendGrain::minute, TrendGrain::thirtySeconds, TrendGrain::tenSeconds})
        if (width >= grainOf(grain).length)
            return grain;
    return TrendGrain::raw;
}

// $1 machine, $2 sensors, $3 from, $4 to, $5 width of a column, $6 the last minute before $3, $7 the last 10
// s before it, $8 the last 30 s before it, where these are asked. The times of partitioned tables are
// compared with parameters alone, not with what is made of them: only then does the planner leave the days
// out that are not asked for. Else a question opens and locks each day of years.

constexpr const char *asked =
    "with asked as materialized (select a.place, s.slot + 1 as slot, n.interval_ms "
    "from unnest($2::text[]) with ordinality a(name, place) "
    "left join rig.slot s on s.machine = $1::integer and s.sensor = a.name left "
    "join rig.sensor n on n.name = a.name), "
    "dropped as materialized (select max(dropped_before) filter (where grain = "
    "'reading') as reading, max(dropped_before) filter (where grain in ('rollup_10s', 'rollup_30s')) "
    "as below_minutes from rig.retention), ";

/// What of the range has to be read from the readings: all of it, or the minutes that are not rolled up;
/// those that follow one another as one.
constexpr const char *wholeRange =
    "span as materialized (select $3::timestamptz as low, $4::timestamptz as high), ";
constexpr const char *notRolledUp =
    "marked as (select minute from rig.rollup_mark where machine = $1::integer "
    "and minute > $6::timestamptz and minute < $4::timestamptz group by minute), "
    "span as materialized (select greatest(low, $3::timestamptz) as low, least(high, $4::timestamptz) as "
    "high "
    "from (select min(minute) as low, max(minute) + interval '1 minute' as high "
    "from (select minute, minute - row_number() over (order by minute) * interval '1 minute' as island "
    "from marked) numbered group by island "
    "union all select next, (day + 1)::timestamp at time zone 'UTC' from rig.rollup_backlog) s "
    "where low < $4::timestamptz and high > $3::timestamptz), ";

/// `text` once for each of `sensors`, with `%` replaced by its place in the question.
std::string forEach(std::size_t sensors, std::string_view text)
{
    std::string all;
    for (std::size_t place = 1; place <= sensors; ++place)
        for (const char letter : text)
            if (letter == '%')
                all.append(std::to_string(place));
            else
                all.push_back(letter);
    return all;
}

// Each gives rows of a time with the values of all sensors side by side: one per sensor would have to be
// sorted apart, which takes many times as long.

std::string fromReadings(std::size_t sensors)
{
    return "select date_bin($5::interval, r.at, $3::timestamptz) as bin, r.at as first, r.at as past, true "
           "as raw, 1 << r.origin as origins" +
           forEach(sensors, ", r.sensor_values[slot_%] as low_%, r.sensor_values[slot_%] as high_%, "
                            "r.sensor_values[slot_%] as last_%, greatest(rig.quality_rank(r.quality), "
                            "rig.quality_rank(coalesce(r.value_quality[slot_%], 0::smallint))) as worst_%") +
           " from slots cross join span d cross join lateral (select at, origin, quality, sensor_values, "
           "value_quality from rig.reading where machine = $1::integer and at >= d.low and at < d.high "
           "and at >= $3::timestamptz and at < $4::timestamptz offset 0) r";
}

/// Times before which one grain is read in the place of another.
constexpr const char *readingsDropped = "select reading from dropped";
constexpr const char *belowMinutesDropped = "select below_minutes from dropped";
constexpr const char *withoutThirtySeconds = "select past from rig.rollup_30s_missing";

/// `before`: one of these; all of the grain is read where it is empty.
std::string fromRollups(std::size_t sensors, TrendGrain of, const char *before = "")
{
    const Grain grain = grainOf(of);
    std::string sql =
        std::string(" union all select date_bin($5::interval, greatest(r.at, $3::timestamptz), "
                    "$3::timestamptz), r.at, r.at + ") +
        grain.interval + ", false, r.origins::integer" +
        forEach(sensors, ", r.lows[slot_%], r.highs[slot_%], r.lasts[slot_%], coalesce(r.worst[slot_%], 0)") +
        " from slots cross join " + grain.table + " r where r.machine = $1::integer and r.at > " +
        grain.before + "::timestamptz and r.at < $4::timestamptz";
    if (*before != '\0')
        sql.append(" and r.at < (").append(before).append(")");
    return sql;
}

/// In microseconds, which a double counts without loss for 285 years.
std::string sinceFrom(const std::string &time)
{
    return "(date_part('epoch', " + time + " - $3::timestamptz) * 1000000)::bigint";
}

/// The columns of the answer: three of its own, then these of each sensor.
enum class Column
{
    low,
    high,
    last,
    worst,
    first,
    past
};
constexpr int columnsPerSensor = 6;

int columnOf(std::size_t sensor, Column column)
{
    return 3 + static_cast<int>(sensor) * columnsPerSensor + static_cast<int>(column);
}

std::string statementFor(TrendGrain grain, std::size_t sensors)
{
    std::string sql = asked;
    sql.append("slots as materialized (select ")
        .append(forEach(sensors, "max(slot) filter (where place = %) as slot_%, "))
        .append("true from asked), ");
    sql.append(grain == TrendGrain::raw ? wholeRange : notRolledUp);
    sql.append("points as (select bin, bit_or(origins) as origins");
    sql.append(forEach(sensors,
                       ", min(low_%) as low_%, max(high_%) as high_%, "
                       // The last one in the order below.
                       "(array_agg(last_%) filter (where last_% is not null))[count(last_%)] as last_%, "
                       "max(worst_%) filter (where last_% is not null) as worst_%, "
                       "min(first) filter (where last_% is not null) as first_%, "
                       "max(past) filter (where last_% is not null) as past_%"));
    sql.append(" from (").append(fromReadings(sensors));
    if (grain != TrendGrain::raw)
        sql.append(fromRollups(sensors, grain));
    if (grain == TrendGrain::raw)
        sql.append(fromRollups(sensors, TrendGrain::tenSeconds, readingsDropped));
    if (grain == TrendGrain::thirtySeconds)
        sql.append(fromRollups(sensors, TrendGrain::tenSeconds, withoutThirtySeconds));
    if (grain != TrendGrain::minute)
        sql.append(fromRollups(sensors, TrendGrain::minute, belowMinutesDropped));
    // Where a minute is both rolled up and marked its readings are the newer ones: they come after it.
    sql.append(" order by 1, 2, 4) x group by bin)");
    // What the question names, before the points: the machine, then each sensor's slot and interval.
    const std::string nothing = forEach(
        sensors, ", null::float8, null::float8, null::float8, null::integer, null::bigint, null::bigint");
    sql.append(" select 0, (select bit_or(origins) from points)::bigint, (select number from rig.machine "
               "where number = $1::integer)::bigint")
        .append(nothing);
    sql.append(" union all select place, slot, interval_ms").append(nothing).append(" from asked");
    sql.append(" union all select ").append(std::to_string(sensors + 1)).append(", ");
    sql.append(sinceFrom("bin")).append(", null");
    sql.append(forEach(sensors, ", low_%, high_%, last_%, worst_%, " + sinceFrom("first_%") + ", " +
                                    sinceFrom("past_%")));
    return sql.append(" from points order by 1, 2");
}

Done validate(const TrendQuestion &question)
{
    if (question.sensors.empty() || question.sensors.size() > mostSensors)
        return failure(
            ErrorKind::refused,
            tr("A trend shows 1 to %1 sensors, not %2.").arg(mostSensors).arg(question.sensors.size()));
    if (question.columns < 1 || question.columns > TrendQuestion::mostColumns)
        return failure(
            ErrorKind::refused,
            tr("A trend has 1 to %1 columns, not %2.").arg(TrendQuestion::mostColumns).arg(question.columns));
    if (question.to <= question.from)
        return failure(ErrorKind::refused, tr("The range of a trend must end after it begins."));
    // Farther than this PostgreSQL's and our own times end.
    constexpr Instant first = std::chrono::sys_days{std::chrono::year{1900} / 1 / 1};
    constexpr Instant last = std::chrono::sys_days{std::chrono::year{10000} / 1 / 1};
    if (question.from < first || question.to > last)
        return failure(ErrorKind::refused, tr("A trend's range lies between the years 1900 and 9999."));
    return {};
}

std::set<Origin> originsIn(std::int64_t bits)
{
    std::set<Origin> origins;
    for (const Origin one :
         {Origin::field, Origin::simulated, Origin::replayed, Origin::history, Origin::ingest})
        if ((bits & bitOf(one)) != 0)
            origins.insert(one);
    return origins;
}

/// A line's points so far, and where the last column's values ended.
struct GrowingLine
{
    microseconds allowed{0}; ///< silence that is no gap
    std::optional<Instant> past;
};

Result<Trend> trendOf(const TrendQuestion &question, TrendGrain grain, const Rows &rows)
{
    Trend trend{question, grain, {}};
    for (const std::string &sensor : question.sensors)
        trend.lines.push_back({sensor, {}});
    std::vector<GrowingLine> growing(question.sensors.size());
    const auto timeAt = [&](int row, int column) {
        return question.from + microseconds{rows.integer(row, column)};
    };
    for (int row = 0; row < rows.count(); ++row) {
        const auto place = static_cast<std::size_t>(rows.integer(row, 0));
        if (place == 0) {
            if (rows.isNull(row, 2))
                return failure(ErrorKind::notFound,
                               tr("The plant never had a machine of the number %1.").arg(question.machine));
            trend.origins = originsIn(rows.isNull(row, 1) ? 0 : rows.integer(row, 1));
            continue;
        }
        if (place <= growing.size()) {
            if (rows.isNull(row, 1))
                return failure(
                    ErrorKind::notFound,
                    tr("The machine never had a sensor '%1'.").arg(shown(question.sensors[place - 1])));
            growing[place - 1].allowed =
                std::max<microseconds>(leastToStale, milliseconds{intervalsToStale * rows.integer(row, 2)});
            continue;
        }
        for (std::size_t line = 0; line < growing.size(); ++line) {
            const auto column = [line](Column of) { return columnOf(line, of); };
            if (rows.isNull(row, column(Column::last)))
                continue;
            GrowingLine &end = growing[line];
            TrendPoint point{timeAt(row, 1), rows.real(row, column(Column::low)),
                             rows.real(row, column(Column::high)), rows.real(row, column(Column::last)),
                             static_cast<Quality>(
                                 std::clamp<std::int64_t>(rows.integer(row, column(Column::worst)), 0, 2))};
            point.gapBefore =
                timeAt(row, column(Column::first)) - end.past.value_or(question.from) > end.allowed;
            end.past = std::max(end.past.value_or(Instant::min()), timeAt(row, column(Column::past)));
            trend.lines[line].points.push_back(point);
        }
    }
    for (std::size_t line = 0; line < growing.size(); ++line)
        if (const GrowingLine &end = growing[line]; end.past && question.to - *end.past > end.allowed)
            trend.lines[line].silentFrom = *end.past + end.allowed;
    return trend;
}

} // namespace

HistoryTables::HistoryTables(settings::DatabaseAddress address, WaitCheck interrupted)
    : m_session(std::move(address), std::move(interrupted))
{
}

Result<Trend> HistoryTables::trend(const TrendQuestion &question)
{
    if (Done valid = validate(question); !valid)
        return tl::unexpected(valid.error());
    auto trend = ask(question);
    // An idle connection may have died unnoticed.
    if (!trend && trend.error().kind == ErrorKind::unavailable)
        trend = ask(question);
    return trend;
}

Result<Trend> HistoryTables::ask(const TrendQuestion &question)
{
    const TrendGrain grain = grainFor(question);
    const auto connection = m_session.connection();
    if (!connection)
        return tl::unexpected(connection.error());
    const std::vector<std::string_view> names(question.sensors.begin(), question.sensors.end());
    const auto interval = [](microseconds length) {
        return std::to_string(length.count()) + " microseconds";
    };
    Parameters parameters{std::to_string(question.machine), textArray(names),
                          formatInstant(question.from),     formatInstant(question.to),
                          interval(widthOf(question)),      formatInstant(question.from - 1min)};
    if (grain != TrendGrain::minute)
        parameters.emplace_back(formatInstant(question.from - 10s));
    if (grain == TrendGrain::thirtySeconds)
        parameters.emplace_back(formatInstant(question.from - 30s));
    const auto rows =
        (*connection)->look(settings(), statementFor(grain, question.sensors.size()).c_str(), parameters);
    if (!rows)
        return tl::unexpected(rows.error());

    return trendOf(question, grain, *rows);
}

} // namespace rig::storage
