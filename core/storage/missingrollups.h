#pragma once

#include "storage/connection.h"

#include <chrono>
#include <optional>

namespace rig::storage {

/// Makes the rollups of 30 s that are missing, because those of 10 s were built before there were others: the
/// newest first, each of them once. Lives on the thread of its connection.
class MissingRollups
{
public:
    /// One transaction: makes those of a few minutes, or a day's table for them. True while some are missing;
    /// false also where another program is at them.
    Result<bool> make(Connection &connection);

private:
    Result<bool> makeInTransaction(Connection &connection,
                                   std::optional<std::chrono::sys_days> &unpartitioned);
    Done ensurePartition(Connection &connection, std::chrono::sys_days day);

    std::optional<std::chrono::sys_days> m_day; ///< whose partition is there, as far as it may be
};

} // namespace rig::storage
