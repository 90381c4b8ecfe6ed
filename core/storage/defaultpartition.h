#pragma once

#include "storage/connection.h"

#include <functional>
#include <vector>

namespace rig::storage {

struct Emptied
{
    struct Left
    {
        std::string day;
        Error reason;
    };

    int days = 0;
    std::int64_t readings = 0;
    std::vector<Left> left; ///< days that stay where they are for now
};

/// Told before a day is moved, with as many readings as lie there; it may take minutes.
using DayBegins = std::function<void(const std::string &day, std::int64_t readings)>;

/// Gives the days of which 10,000 readings or more lie in the default partition their own: 64 days at most;
/// fewer are not worth a table. Needs ownership. One transaction for each day, an
/// hour at most; what was done before an error stays done. Readers and keep go on meanwhile, and see every
/// reading once; only at the end of each day who needs the default partition waits, for the time that a scan
/// of it takes. A day is left where others hold the table for too long.
/// `lockTime` is how long everybody may wait behind us at once; ten times as long it is tried.
Result<Emptied> emptyDefaultPartition(Connection &owner, const DayBegins &begins,
                                      std::chrono::milliseconds lockTime = std::chrono::seconds{3});

} // namespace rig::storage
