#pragma once

#include "domain/clock.h"
#include "domain/reading.h"
#include "storage/connection.h"

#include <map>
#include <set>

namespace rig::storage {

/// Makes sure that the days of a batch have their partitions before it is stored. A day that may not have one
/// (64 new ones an hour) is asked for again after ten minutes; until then its rows go to the default
/// partition.
class ReadingPartitions
{
public:
    explicit ReadingPartitions(const Clock &clock);

    /// One short transaction for each day that is new; none for a day seen before.
    Done ensure(Connection &connection, const std::vector<Reading> &readings);

private:
    Done ensureDay(Connection &connection, std::chrono::sys_days day);

    const Clock &m_clock;
    std::set<std::chrono::sys_days> m_made;
    std::map<std::chrono::sys_days, std::chrono::nanoseconds> m_askAgain;
};

} // namespace rig::storage
