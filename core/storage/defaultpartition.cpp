#include "storage/defaultpartition.h"

namespace rig::storage {

using namespace std::chrono_literals;

namespace {

constexpr auto longestDay = 1h;

/// No value where another program has made the day's partition meanwhile.
Result<std::optional<std::int64_t>> moveDay(Connection &owner, const std::string &day,
                                            std::chrono::milliseconds lockTime)
{
    auto transaction = Transaction::begin(owner, longestDay);
    if (!transaction)
        return tl::unexpected(transaction.error());
    // Then everybody waits behind us for as long as we wait for a lock.
    if (auto locked = owner.runAll(("select from rig.partition_turn for update; set local lock_timeout = " +
                                    std::to_string(lockTime.count()))
                                       .c_str());
        !locked)
        return tl::unexpected(locked.error());
    const auto there = owner.run("select from rig.reading_partition where day = $1::date", {day});
    if (!there)
        return tl::unexpected(there.error());
    if (!there->empty())
        return std::nullopt;
    const auto moved =
        owner.runAll(("select rig.move_to_partition('" + day + "', 'many')").c_str(), longestDay);
    if (!moved)
        return tl::unexpected(moved.error());
    if (Done committed = transaction->commit(); !committed)
        return tl::unexpected(committed.error());
    return moved->integer(0, 0);
}

} // namespace

Result<Emptied> emptyDefaultPartition(Connection &owner, const DayBegins &begins,
                                      std::chrono::milliseconds lockTime)
{
    const auto days = owner.runAll("select (at at time zone 'UTC')::date, count(*) from rig.reading_default "
                                   "group by 1 having count(*) >= 10000 order by 2 desc limit 64",
                                   longestDay);
    if (!days)
        return tl::unexpected(days.error());
    Emptied emptied;
    for (int i = 0; i < days->count(); ++i) {
        const std::string day(days->text(i, 0));
        begins(day, days->integer(i, 1));
        const auto moved = moveDay(owner, day, lockTime);
        if (!moved && (!owner.alive() || !moved.error().retryable()))
            return tl::unexpected(moved.error());
        if (!moved) {
            emptied.left.push_back({day, moved.error()});
        } else if (*moved) {
            ++emptied.days;
            emptied.readings += **moved;
        }
    }
    return emptied;
}

} // namespace rig::storage
