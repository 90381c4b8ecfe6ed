#include "storage/maintenancerows.h"

namespace rig::storage {

namespace {

constexpr const char *ofAll =
    "select m.id, coalesce(x.sensor, ''), (extract(epoch from x.starts) * 1000000)::bigint, "
    "(extract(epoch from x.ends) * 1000000)::bigint, x.reason from rig.maintenance x "
    "join rig.machine m on m.number = x.machine where (x.ends is null or x.ends > x.starts) ";

Result<std::vector<Maintenance>> read(Connection &connection, const std::string &condition,
                                      const Parameters &parameters)
{
    const auto rows =
        connection.run((ofAll + condition + " order by m.id, x.starts, x.sensor").c_str(), parameters);
    if (!rows)
        return tl::unexpected(rows.error());
    std::vector<Maintenance> all;
    for (int i = 0; i < rows->count(); ++i)
        all.push_back({std::string(rows->text(i, 0)), std::string(rows->text(i, 1)), instantAt(*rows, i, 2),
                       rows->isNull(i, 3) ? std::nullopt : std::optional(instantAt(*rows, i, 3)),
                       std::string(rows->text(i, 4))});
    return all;
}

Parameter textOf(const std::optional<Instant> &instant)
{
    return instant ? Parameter(formatInstant(*instant)) : Parameter();
}

Done moveRevision(Connection &connection)
{
    return connection.run("update rig.plant_revision set revision = revision + 1")
        .and_then([&](const Rows &) { return connection.run("select rig.follow_plant()"); })
        .map([](const Rows &) {});
}

} // namespace

Result<std::vector<Maintenance>> readMaintenance(Connection &connection, const std::optional<Instant> &since)
{
    return read(connection,
                "and (x.ends is null or x.ends > coalesce($1::timestamptz, clock_timestamp() - $2 * interval "
                "'1 day'))",
                {textOf(since), std::to_string(maintenanceLinger.count())});
}

Result<std::vector<Maintenance>> maintenanceOf(Connection &connection, const std::string &machine,
                                               const std::string &sensor)
{
    return read(connection, "and m.id = $1 and coalesce(x.sensor, '') = $2", {machine, sensor});
}

Done addMaintenance(Connection &connection, const Maintenance &maintenance)
{
    return connection
        .run("insert into rig.maintenance (machine, sensor, starts, ends, reason) select number, "
             "nullif($2, ''), $3::timestamptz, $4::timestamptz, $5 from rig.machine where id = $1",
             {maintenance.machine, maintenance.sensor, formatInstant(maintenance.from),
              textOf(maintenance.to), maintenance.reason})
        .and_then([&](const Rows &) { return moveRevision(connection); });
}

Done endMaintenance(Connection &connection, const Maintenance &maintenance, Instant at)
{
    return connection
        .run("update rig.maintenance x set ends = greatest($4::timestamptz, x.starts) from rig.machine m "
             "where m.number = x.machine and m.id = $1 and coalesce(x.sensor, '') = $2 "
             "and x.starts = $3::timestamptz and (x.ends is null or x.ends > x.starts)",
             {maintenance.machine, maintenance.sensor, formatInstant(maintenance.from), formatInstant(at)})
        .and_then([&](const Rows &) { return moveRevision(connection); });
}

} // namespace rig::storage
