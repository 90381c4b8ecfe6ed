#include "storage/rollupmarks.h"

#include "domain/rollup.h"

namespace rig::storage {

using namespace std::chrono_literals;

namespace {

/// A batch that was polled before the minute was over is stored by then, mostly; what comes later marks
/// again.
constexpr auto grace = 5s;
/// How many marks are looked at together; batches of one minute leave one each.
constexpr int marksHeld = 5'000;
constexpr auto longest = 2min;

} // namespace

Done markForRollup(Connection &connection, const std::vector<Reading> &readings)
{
    std::set<MachineMinute> minutes;
    MachineMinute last{-1, {}};
    for (const Reading &reading : readings) {
        const MachineMinute minute{reading.machine, intervalStart(reading.at, 60s)};
        if (minute != std::exchange(last, minute))
            minutes.insert(minute);
    }
    if (minutes.empty())
        return {};
    std::vector<std::int32_t> machines;
    std::vector<std::int64_t> numbers;
    for (const MachineMinute &one : minutes) {
        machines.push_back(one.machine);
        numbers.push_back(std::chrono::floor<std::chrono::minutes>(one.minute.time_since_epoch()).count());
    }
    return connection
        .run("insert into rig.rollup_mark (machine, minute) "
             "select m.machine, timestamptz 'epoch' + m.number * interval '1 minute' "
             "from unnest($1::integer[], $2::bigint[]) m(machine, number)",
             {arrayText(machines), arrayText(numbers)})
        .map([](const Rows &) {});
}

Result<std::set<MachineMinute>> takeMarks(Connection &connection, int most)
{
    const auto rows = connection.run(
        "with held as materialized (select ctid as place, machine, minute from rig.rollup_mark "
        "where minute < clock_timestamp() - interval '1 minute' - make_interval(secs => $1) "
        "order by minute, machine limit $2 for update skip locked), "
        "chosen as materialized (select machine, minute from held group by machine, minute "
        "order by minute, machine limit $3), "
        "gone as (delete from rig.rollup_mark m using held h join chosen c using (machine, minute) "
        "where m.ctid = h.place) "
        "select machine, (extract(epoch from minute) / 60)::bigint from chosen",
        {std::to_string(grace.count()), std::to_string(marksHeld), std::to_string(most)});
    if (!rows)
        return tl::unexpected(rows.error());
    std::set<MachineMinute> minutes;
    for (int i = 0; i < rows->count(); ++i)
        minutes.insert({static_cast<std::int32_t>(rows->integer(i, 0)),
                        Instant(std::chrono::minutes{rows->integer(i, 1)})});
    return minutes;
}

Result<bool> markBacklog(Connection &connection)
{
    auto transaction = Transaction::begin(connection, longest);
    if (!transaction)
        return tl::unexpected(transaction.error());
    const auto held =
        connection.run("select day, (extract(epoch from next) * 1000000)::bigint, "
                       "next + interval '1 hour' >= (day + 1)::timestamp at time zone 'UTC' "
                       "from rig.rollup_backlog order by day desc limit 1 for update skip locked");
    if (!held)
        return tl::unexpected(held.error());
    if (held->empty())
        return false;
    const std::string day(held->text(0, 0));
    const Instant next{std::chrono::microseconds{held->integer(0, 1)}};
    // The times stand in the statement, so that only the day's own table is opened.
    const auto marked =
        connection.runAll(("insert into rig.rollup_mark (machine, minute) "
                           "select distinct machine, date_bin('1 minute', at, 'epoch') "
                           "from rig.reading where at >= '" +
                           formatInstant(next) + "' and at < '" + formatInstant(next + 1h) + "'")
                              .c_str(),
                          longest);
    if (!marked)
        return tl::unexpected(marked.error());
    const auto passed =
        held->flag(0, 2)
            ? connection.run("delete from rig.rollup_backlog where day = $1::date", {day})
            : connection.run("update rig.rollup_backlog set next = $2::timestamptz where day = $1::date",
                             {day, formatInstant(next + 1h)});
    if (!passed)
        return tl::unexpected(passed.error());
    if (Done committed = transaction->commit(); !committed)
        return tl::unexpected(committed.error());
    return true;
}

} // namespace rig::storage
