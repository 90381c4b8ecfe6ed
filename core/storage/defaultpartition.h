#pragma once

#include "storage/connection.h"

namespace rig::storage {

struct Emptied
{
    int days = 0;
    std::int64_t readings = 0;
};

/// Gives the days of which 10,000 readings or more lie in the default partition their own: 64 days at most;
/// fewer are not worth a table. Needs ownership. One transaction for each day, an
/// hour at most; what was done before an error stays done. Readers and keep go on meanwhile, and see every
/// reading once; only at the end of each day who needs the default partition waits, for the time that a scan
/// of it takes.
Result<Emptied> emptyDefaultPartition(Connection &owner);

} // namespace rig::storage
