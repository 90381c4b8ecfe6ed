#include "storage/unknownnamerows.h"

namespace rig::storage {

Done addUnknownNames(Connection &connection, const std::vector<UnknownName> &names, std::uint64_t beyond)
{
    if (names.empty() && beyond == 0)
        return {};
    std::vector<std::string_view> texts;
    std::vector<std::uint64_t> counts;
    std::vector<std::string_view> machines;
    std::vector<std::string_view> samples;
    for (const UnknownName &name : names) {
        texts.push_back(name.name);
        counts.push_back(name.count);
        machines.push_back(name.machine);
        samples.push_back(name.sample);
    }
    // In the order of the names, so that two instances wait for one another instead of deadlocking. A row of
    // no consequence for names without room: their sum is what comes back.
    auto counted = connection.run(
        "with given as (select n.*, k.name is null as fresh, "
        "row_number() over (partition by k.name is null order by n.name) as place "
        "from unnest($1::text[], $2::bigint[], $3::text[], $4::text[]) as n (name, seen, machine, sample) "
        "left join rig.unknown_name k on k.name = n.name), "
        "taken as (select * from given where not fresh or place <= 1000 - (select count(*) from "
        "rig.unknown_name)), "
        "stored as (insert into rig.unknown_name as u (name, seen, machine, sample, last_at) "
        "select name, seen, machine, sample, now() from taken order by name "
        "on conflict (name) do update set seen = u.seen + excluded.seen, machine = excluded.machine, "
        "sample = excluded.sample, last_at = excluded.last_at) "
        "select coalesce(sum(seen), 0) - (select coalesce(sum(seen), 0) from taken) from given",
        {textArray(texts), arrayText(counts), textArray(machines), textArray(samples)});
    if (!counted)
        return tl::unexpected(counted.error());
    const auto left = beyond + static_cast<std::uint64_t>(counted->integer(0, 0));
    if (left == 0)
        return {};
    return connection.run("update rig.unknown_beyond set seen = seen + $1", {std::to_string(left)})
        .map([](const Rows &) {});
}

Result<UnknownNameSummary> readUnknownNames(Connection &connection, std::size_t most)
{
    const auto rows = connection.run(
        "with open as (select u.* from rig.unknown_name u where not exists (select from rig.machine m "
        "join rig.slot s on s.machine = m.number and not s.retired "
        "join rig.sensor n on n.name = s.sensor and not n.retired "
        "where m.id = u.machine and s.sensor = u.name)) "
        "select o.name, o.seen, o.machine, o.sample, t.names, t.seen + b.seen "
        "from (select count(*) as names, coalesce(sum(seen), 0) as seen from open) t "
        "cross join rig.unknown_beyond b left join open o on true order by o.seen desc, o.name limit $1",
        {std::to_string(most)});
    if (!rows)
        return tl::unexpected(rows.error());
    UnknownNameSummary summary;
    for (int i = 0; i < rows->count(); ++i) {
        summary.names = static_cast<std::uint64_t>(rows->integer(i, 4));
        summary.values = static_cast<std::uint64_t>(rows->integer(i, 5));
        if (!rows->isNull(i, 0))
            summary.first.push_back({std::string(rows->text(i, 0)),
                                     static_cast<std::uint64_t>(rows->integer(i, 1)),
                                     std::string(rows->text(i, 2)), std::string(rows->text(i, 3))});
    }
    return summary;
}

} // namespace rig::storage
