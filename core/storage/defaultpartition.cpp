#include "storage/defaultpartition.h"

#include <QCoreApplication>

namespace rig::storage {

using namespace std::chrono_literals;

namespace {

constexpr auto longestDay = 1h;

/// No value where another program has made the day's partition meanwhile.
Result<std::optional<std::int64_t>> moveDay(Connection &owner, const std::string &day)
{
    auto transaction = Transaction::begin(owner, longestDay);
    if (!transaction)
        return tl::unexpected(transaction.error());
    // Then everybody waits behind us for as long as we wait for a lock.
    if (auto locked = owner.runAll("select pg_advisory_xact_lock(7214001); set local lock_timeout = '3s'");
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

Result<Emptied> emptyDefaultPartition(Connection &owner)
{
    const auto days = owner.runAll("select (at at time zone 'UTC')::date from rig.reading_default "
                                   "group by 1 having count(*) >= 10000 order by count(*) desc limit 64",
                                   longestDay);
    if (!days)
        return tl::unexpected(days.error());
    Emptied emptied;
    for (int i = 0; i < days->count(); ++i) {
        const std::string day(days->text(i, 0));
        const auto moved = moveDay(owner, day);
        if (!moved) {
            Error error = moved.error();
            error.sentence = QCoreApplication::translate(
                                 "rig::storage::DefaultPartition",
                                 "The schema is up to date, but readings of %1 were not moved out of the "
                                 "default partition. They stay there; run `rigctl migrate` again. %2")
                                 .arg(QString::fromStdString(day), error.sentence);
            return tl::unexpected(std::move(error));
        }
        if (!*moved)
            continue;
        ++emptied.days;
        emptied.readings += **moved;
    }
    return emptied;
}

} // namespace rig::storage
