#include "storage/unknownnamerows.h"

namespace rig::storage {

using namespace std::chrono_literals;

namespace {

constexpr int mostNames = 1'000;
/// Keep waits for it.
constexpr auto longest = 1s;

} // namespace

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
    auto transaction = Transaction::begin(connection, longest);
    if (!transaction)
        return tl::unexpected(transaction.error());
    // One instance at a time: so none waits for the rows of another in another order, and together they keep
    // to the bound.
    const auto counted = [&]() -> Result<Rows> {
        if (auto locked = connection.runAll("select from rig.unknown_beyond for update"); !locked)
            return locked;
        auto stored = connection.run(
            "insert into rig.unknown_name as u (name, seen, machine, sample, last_at) "
            "select *, now() from unnest($1::text[], $2::bigint[], $3::text[], $4::text[]) "
            "on conflict (name) do update set seen = u.seen + excluded.seen, last_at = excluded.last_at, "
            // What no sensor may have stays for a person to see: see fitsSensor.
            "(machine, sample) = (select case when stays then u.machine else excluded.machine end, "
            "case when stays then u.sample else excluded.sample end "
            "from (select u.sample !~ '^[-0-9n]' and excluded.sample ~ '^[-0-9n]') s(stays))",
            {textArray(texts), arrayText(counts), textArray(machines), textArray(samples)});
        if (!stored)
            return stored;
        return connection.run(
            "with ranked as (select name, row_number() over (order by seen desc, name) as often, "
            "row_number() over (order by last_at desc, seen, name) as lately, count(*) over () as total "
            "from rig.unknown_name), "
            "gone as (delete from rig.unknown_name where name in (select name from ranked "
            "where total > $1 and often > $1 / 2 and lately > $1 / 2) returning seen), "
            "left_out as (select $2 + coalesce(sum(seen), 0) as seen from gone) "
            "update rig.unknown_beyond b set seen = b.seen + l.seen from left_out l where l.seen > 0",
            {std::to_string(mostNames), std::to_string(beyond)});
    }();
    if (!counted)
        return tl::unexpected(counted.error());
    return transaction->commit();
}

Result<UnknownNameSummary> readUnknownNames(Connection &connection, std::size_t most)
{
    const auto rows = connection.run(
        "with open as (select u.* from rig.unknown_name u where not exists (select from rig.machine m "
        "join rig.slot s on s.machine = m.number and not s.retired "
        "join rig.sensor n on n.name = s.sensor and not n.retired "
        "where m.id = u.machine and s.sensor = u.name)) "
        "select o.name, o.seen, o.machine, o.sample, t.names, t.seen, b.seen "
        "from (select count(*) as names, coalesce(sum(seen), 0) as seen from open) t "
        "cross join rig.unknown_beyond b left join open o on true order by o.seen desc, o.name limit $1",
        {std::to_string(most)});
    if (!rows)
        return tl::unexpected(rows.error());
    UnknownNameSummary summary;
    for (int i = 0; i < rows->count(); ++i) {
        summary.names = static_cast<std::uint64_t>(rows->integer(i, 4));
        summary.values = static_cast<std::uint64_t>(rows->integer(i, 5));
        summary.beyond = static_cast<std::uint64_t>(rows->integer(i, 6));
        if (!rows->isNull(i, 0))
            summary.first.push_back({std::string(rows->text(i, 0)),
                                     static_cast<std::uint64_t>(rows->integer(i, 1)),
                                     std::string(rows->text(i, 2)), std::string(rows->text(i, 3))});
    }
    return summary;
}

} // namespace rig::storage
