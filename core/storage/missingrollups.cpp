#include "storage/missingrollups.h"

#include "storage/rolluprows.h"

#include <algorithm>
#include <array>

namespace rig::storage {

using namespace std::chrono_literals;

namespace {

constexpr auto longest = 2min;
/// So many rollups of 10 s at once, 13 MB.
constexpr std::int64_t most = 6'000;
/// Each a part of the ones before and of a day: the plant may grow meanwhile, and no piece lies in two days.
constexpr std::array<std::chrono::seconds, 4> pieces{10min, 5min, 1min, 30s};

Result<std::chrono::seconds> pieceFor(Connection &connection)
{
    return connection.run("select count(*) from rig.machine").map([](const Rows &rows) {
        const auto fits = [&](std::chrono::seconds piece) {
            return rows.integer(0, 0) * (piece / 10s) <= most;
        };
        const auto found = std::ranges::find_if(pieces, fits);
        return found == pieces.end() ? pieces.back() : *found;
    });
}

/// Where what is missing ends, held until the end of the transaction; nothing where none is missing, or
/// another holds it.
Result<std::optional<Instant>> holdEnd(Connection &connection)
{
    return connection
        .run("select (extract(epoch from past) * 1000000)::bigint from rig.rollup_30s_missing for update "
             "skip locked")
        .map([](const Rows &rows) {
            return rows.empty() ? std::nullopt
                                : std::optional(Instant{std::chrono::microseconds{rows.integer(0, 0)}});
        });
}

/// The end of the newest day before `past` that has rollups of 10 s, where one has.
Result<std::optional<Instant>> endOfDayBefore(Connection &connection, Instant past)
{
    return connection
        .run("select (extract(epoch from (max(day) + 1)::timestamp at time zone 'UTC') * 1000000)::bigint "
             "from (select day from rig.history_day where grain = 'rollup_10s' union all "
             "select (at at time zone 'UTC')::date from rig.rollup_10s_default) days "
             "where day < ($1::timestamptz at time zone 'UTC')::date",
             {formatInstant(past)})
        .map([](const Rows &rows) {
            return rows.isNull(0, 0) ? std::nullopt
                                     : std::optional(Instant{std::chrono::microseconds{rows.integer(0, 0)}});
        });
}

/// Those that end at `past`; what is missing ends where they begin.
Done makePiece(Connection &connection, Instant past)
{
    const auto piece = pieceFor(connection);
    if (!piece)
        return tl::unexpected(piece.error());
    const auto finer = tenSecondRollups(connection, past - *piece, past);
    if (!finer)
        return tl::unexpected(finer.error());
    if (Done stored =
            storeRollups(connection, "rig.rollup_30s", combined(*finer, 30s), RollupSource::finerRollups);
        !stored)
        return stored;
    return connection
        .run("update rig.rollup_30s_missing set past = $1::timestamptz", {formatInstant(past - *piece)})
        .map([](const Rows &) {});
}

/// None is missing any more.
Done forget(Connection &connection)
{
    return connection.run("delete from rig.rollup_30s_missing").map([](const Rows &) {});
}

} // namespace

Result<bool> MissingRollups::make(Connection &connection)
{
    std::optional<std::chrono::sys_days> unpartitioned;
    auto made = makeInTransaction(connection, unpartitioned);
    if (!made || !unpartitioned)
        return made;
    if (Done ensured = ensurePartition(connection, *unpartitioned); !ensured)
        return tl::unexpected(ensured.error());
    return true;
}

Result<bool> MissingRollups::makeInTransaction(Connection &connection,
                                               std::optional<std::chrono::sys_days> &unpartitioned)
{
    auto transaction = Transaction::begin(connection, longest);
    if (!transaction)
        return tl::unexpected(transaction.error());
    const auto held = holdEnd(connection);
    if (!held)
        return tl::unexpected(held.error());
    if (!*held)
        return false;
    auto end = *held;
    if (std::chrono::floor<std::chrono::days>(*end) == *end) {
        const auto next = endOfDayBefore(connection, *end);
        if (!next)
            return tl::unexpected(next.error());
        end = *next;
    }
    if (end) {
        const auto day = std::chrono::floor<std::chrono::days>(*end - pieces.back());
        if (day != m_day) {
            unpartitioned = day;
            return true;
        }
    }
    if (Done moved = end ? makePiece(connection, *end) : forget(connection); !moved)
        return tl::unexpected(moved.error());
    if (Done committed = transaction->commit(); !committed)
        return tl::unexpected(committed.error());
    return end.has_value();
}

/// In a transaction of its own: making a partition locks others out, and making rollups takes its time.
Done MissingRollups::ensurePartition(Connection &connection, std::chrono::sys_days day)
{
    auto transaction = Transaction::begin(connection, 10s);
    if (!transaction)
        return tl::unexpected(transaction.error());
    const auto made = connection.run("select rig.ensure_rollup_30s_partition($1::date)",
                                     {formatInstant(day).substr(0, 10)});
    // Without it the rows go to the default partition, which is as right.
    if (!made && !connection.alive())
        return tl::unexpected(made.error());
    if (made)
        if (Done committed = transaction->commit(); !committed)
            return committed;
    m_day = day;
    return {};
}

} // namespace rig::storage
