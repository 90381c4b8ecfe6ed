#pragma once

#include "domain/ports/historyupkeep.h"
#include "domain/retention.h"
#include "storage/connection.h"

namespace rig::storage {

/// How long the history is kept, in the caller's transaction; nobody else can change it until that ends.
Result<Retention> holdRetention(Connection &connection);
Done storeRetention(Connection &connection, const Retention &retention);

/// Drops one piece of what is no longer kept, as HistoryUpkeep has it, in a transaction of its own.
/// `conflict` or `unavailable` where others hold the tables for 3 s; nothing is dropped then.
Result<std::optional<DroppedHistory>> dropExpired(Connection &connection);

/// What is stored of one grain.
struct StoredGrain
{
    struct Day
    {
        std::string day; ///< ISO, UTC
        std::int64_t bytes = 0;
    };
    /// Rows of a day that lie in no table of that day.
    struct Beside
    {
        std::string day; ///< ISO, UTC
        std::int64_t rows = 0;
    };

    std::string grain;            ///< `reading`, `rollup_10s`, `rollup_30s`, `rollup_1min`
    std::optional<int> keepDays;  ///< none: for ever
    std::string droppedBefore;    ///< ISO day, UTC; empty where nothing ever was
    std::vector<Day> days;        ///< that have a table of their own, the oldest first
    std::vector<Beside> beside;   ///< rows in no day's table, the oldest day first
    std::int64_t bytesBeside = 0; ///< that those take
};

struct StoredHistory
{
    std::vector<StoredGrain> grains; ///< the finest first
    std::string today;               ///< of the database's clock, UTC
    std::int64_t unbuiltMinutes = 0; ///< minutes of machines that are not in the rollups yet, 10,000 at most
    std::int64_t unbuiltDays = 0;    ///< days that were stored before there were rollups
    /// ISO, UTC: rollups of 30 s of what lies before are still to be made; empty where none are.
    std::string thirtySecondsMissingTo;
};

/// Only looks; counts the rows beside the days one by one.
Result<StoredHistory> storedHistory(Connection &connection);

} // namespace rig::storage
