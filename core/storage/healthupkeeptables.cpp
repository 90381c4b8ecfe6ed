#include "storage/healthupkeeptables.h"

#include "storage/outlookjson.h"
#include "storage/rolluprows.h"

#include <algorithm>

namespace rig::storage {

namespace {

constexpr int mostDropped = 20'000;

Parameter timeOrNull(std::optional<Instant> at)
{
    return at ? Parameter(formatInstant(*at)) : Parameter();
}

/// False where somebody else was faster.
Result<bool> storeOutlook(Connection &connection, const Outlook &outlook, std::optional<Instant> before)
{
    const auto rows = connection.run(
        "insert into rig.outlook as o (machine, at, ran_minutes, lives) "
        "select $1::integer, $2::timestamptz, $4::bigint, $5::jsonb where $3::timestamptz is null or exists "
        "(select from rig.outlook where machine = $1::integer) "
        "on conflict (machine) do update set at = excluded.at, ran_minutes = case when "
        "excluded.ran_minutes is null then o.ran_minutes else coalesce(o.ran_minutes, 0) + "
        "excluded.ran_minutes end, lives = excluded.lives where o.at = $3::timestamptz",
        {std::to_string(outlook.machine), formatInstant(outlook.at), timeOrNull(before),
         outlook.uptime ? Parameter(std::to_string(outlook.uptime->count())) : Parameter(),
         jsonOf(outlook.lives)});
    return rows.map([](const Rows &done) { return done.touched() == 1; });
}

Done storePoints(Connection &connection, std::int32_t machine, std::span<const HealthPoint> points)
{
    std::vector<std::int64_t> seconds;
    std::vector<int> runs;
    std::vector<std::string> shares;
    for (const HealthPoint &point : points) {
        seconds.push_back(std::chrono::floor<std::chrono::seconds>(point.at.time_since_epoch()).count());
        runs.push_back(static_cast<int>(point.run));
        shares.push_back(realArray(point.shares));
    }
    return connection
        .run("insert into rig.health (machine, minute, shares, run) "
             "select $1::integer, timestamptz 'epoch' + p.second * interval '1 second', p.shares::float8[], "
             "p.run "
             "from unnest($2::bigint[], $3::text[], $4::smallint[]) p(second, shares, run) "
             "on conflict (machine, minute) do nothing",
             {std::to_string(machine), arrayText(seconds),
              textArray(std::vector<std::string_view>(shares.begin(), shares.end())), arrayText(runs)})
        .map([](const Rows &) {});
}

Done storeLives(Connection &connection, const Outlook &outlook)
{
    std::vector<std::string_view> sensors;
    std::vector<double> numbers; // five each
    std::vector<int> shapes;
    std::vector<std::int64_t> since;
    for (const LifeEstimate &one : outlook.lives) {
        if (!one.life || !one.since)
            continue;
        sensors.push_back(one.sensor);
        numbers.insert(numbers.end(), {one.life->p10, one.life->p50, one.life->p90, one.limit, one.perHour});
        shapes.push_back(static_cast<int>(one.shape));
        since.push_back(one.since->time_since_epoch().count());
    }
    if (sensors.empty())
        return {};
    return connection
        .run("insert into rig.life (machine, at, sensor, p10, p50, p90, goal, per_hour, shape, since) "
             "select $1::integer, $2::timestamptz, l.sensor, n.n[5 * l.place - 4], n.n[5 * l.place - 3], "
             "n.n[5 * l.place - 2], n.n[5 * l.place - 1], n.n[5 * l.place], l.shape, "
             "timestamptz 'epoch' + l.since * interval '1 microsecond' "
             "from (select $4::float8[] as n) n, unnest($3::text[], $5::smallint[], $6::bigint[]) "
             "with ordinality l(sensor, shape, since, place) on conflict (machine, at, sensor) do nothing",
             {std::to_string(outlook.machine), formatInstant(outlook.at), textArray(sensors),
              realArray(numbers), arrayText(shapes), arrayText(since)})
        .map([](const Rows &) {});
}

} // namespace

HealthUpkeepTables::HealthUpkeepTables(settings::DatabaseAddress address, WaitCheck interrupted)
    : m_session(std::move(address), std::move(interrupted))
{
}

Result<std::map<std::int32_t, Instant>> HealthUpkeepTables::toldUpTo()
{
    const auto connection = m_session.connection();
    if (!connection)
        return tl::unexpected(connection.error());
    return (*connection)
        ->run("select machine, (extract(epoch from at) * 1000000)::bigint from rig.outlook")
        .map([](const Rows &rows) {
            std::map<std::int32_t, Instant> told;
            for (int row = 0; row < rows.count(); ++row)
                told.emplace(static_cast<std::int32_t>(rows.integer(row, 0)), instantAt(rows, row, 1));
            return told;
        });
}

Result<std::vector<Rollup>> HealthUpkeepTables::minutes(std::int32_t machine, Instant from, std::size_t most)
{
    const auto connection = m_session.connection();
    if (!connection)
        return tl::unexpected(connection.error());
    const auto unbuilt =
        (*connection)
            ->run("select (extract(epoch from least((select min(minute) from rig.rollup_mark where machine = "
                  "$1::integer and minute >= $2::timestamptz), (select min(greatest(next, "
                  "$2::timestamptz)) from rig.rollup_backlog where (day + 1)::timestamp at time zone 'UTC' > "
                  "$2::timestamptz))) * 1000000)::bigint",
                  {std::to_string(machine), formatInstant(from)});
    if (!unbuilt)
        return tl::unexpected(unbuilt.error());
    const std::optional<Instant> to =
        unbuilt->isNull(0, 0) ? std::nullopt : std::optional(instantAt(*unbuilt, 0, 0));
    return minuteRollups(**connection, machine, from, to, most);
}

Result<bool> HealthUpkeepTables::store(const Outlook &outlook, std::optional<Instant> before,
                                       std::span<const HealthPoint> points)
{
    const auto connection = m_session.connection();
    if (!connection)
        return tl::unexpected(connection.error());
    auto transaction = Transaction::begin(**connection);
    if (!transaction)
        return tl::unexpected(transaction.error());
    const auto first = storeOutlook(**connection, outlook, before);
    if (!first || !*first)
        return first;
    if (const Done stored = storePoints(**connection, outlook.machine, points); !stored)
        return tl::unexpected(stored.error());
    if (const Done stored = storeLives(**connection, outlook); !stored)
        return tl::unexpected(stored.error());
    return transaction->commit().map([] { return true; });
}

Result<bool> HealthUpkeepTables::dropExpired()
{
    const auto connection = m_session.connection();
    if (!connection)
        return tl::unexpected(connection.error());
    const auto kept =
        (*connection)->run("select dropped_before from rig.retention where grain = 'rollup_1min'");
    if (!kept)
        return tl::unexpected(kept.error());
    if (kept->empty() || kept->isNull(0, 0))
        return false;
    const std::string before(kept->text(0, 0));
    bool more = false;
    for (const auto &[table, time] : {std::pair{"rig.health", "minute"}, std::pair{"rig.life", "at"}}) {
        const std::string drop = std::string("delete from ") + table +
                                 " where ctid = any (array(select ctid from " + table + " where " + time +
                                 " < $1::timestamptz limit " + std::to_string(mostDropped) + "))";
        const auto dropped = (*connection)->run(drop.c_str(), {before});
        if (!dropped)
            return tl::unexpected(dropped.error());
        more = more || dropped->touched() == mostDropped;
    }
    return more;
}

} // namespace rig::storage
