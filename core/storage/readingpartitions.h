#pragma once

#include "domain/clock.h"
#include "domain/reading.h"
#include "storage/connection.h"

#include <map>
#include <set>

namespace rig::storage {

/// Makes sure that the days of a batch have their partitions before it is stored. A day that has none is
/// never a reason not to store: its rows go to the default partition, which is right too, only slower to look
/// through. Lives on the thread of its connection.
class ReadingPartitions
{
public:
    /// `longest` is what the server may take for one day, so that keep does not wait for longer.
    explicit ReadingPartitions(const Clock &clock,
                               std::chrono::milliseconds longest = std::chrono::seconds{3});

    /// One short transaction for each day that is new and may have a partition; none for any other. Where
    /// readings of today are stored tomorrow's is made too: at midnight nothing has to wait for a lock.
    /// What the server refuses is logged; an error is a lost connection.
    Done ensure(Connection &connection, const std::vector<Reading> &readings);

private:
    using Steady = std::chrono::nanoseconds; ///< of the clock

    bool mayAsk(std::chrono::sys_days day, std::chrono::sys_days today, Steady now) const;
    Done ask(Connection &connection, std::chrono::sys_days day);
    void heard(std::chrono::sys_days day, std::string_view answer, std::chrono::seconds askAgain);
    void troubled(std::chrono::sys_days day, const Error &error);

    const Clock &m_clock;
    const std::chrono::milliseconds m_longest;
    /// Grows with the partitions that there are: by 64 an hour at most.
    std::set<std::chrono::sys_days> m_made;
    /// Of days that have none yet. Small: between two failures lies a minute, and crowded days are few.
    std::map<std::chrono::sys_days, Steady> m_askAgain;
    // Until then no day is asked for but those around today.
    Steady m_budgetRenews{};
    Steady m_troubleEnds{};
    QString m_trouble; ///< what was logged last
};

} // namespace rig::storage
