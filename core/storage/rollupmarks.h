#pragma once

#include "domain/reading.h"
#include "storage/connection.h"

#include <set>

namespace rig::storage {

/// A minute of a machine.
struct MachineMinute
{
    std::int32_t machine = 0;
    Instant minute; ///< where it begins

    auto operator<=>(const MachineMinute &) const = default;
};

/// Marks the minutes of these readings as not rolled up, in the caller's transaction, which stores them: one
/// statement, and nobody is waited for.
Done markForRollup(Connection &connection, const std::vector<Reading> &readings);

/// Takes the marks of minutes that are over, the oldest first and at most `most` minutes of machines, unless
/// others are at them; in the caller's transaction. What the transaction reads from then on is all that was
/// stored under these marks.
Result<std::set<MachineMinute>> takeMarks(Connection &connection, int most);

/// Marks an hour of readings that were stored before there were marks, the newest day first, in a
/// transaction of its own; false where there are none left, or others are at them.
Result<bool> markBacklog(Connection &connection);

} // namespace rig::storage
