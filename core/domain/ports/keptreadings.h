#pragma once

#include "domain/reading.h"
#include "domain/result.h"

#include <functional>

namespace rig {

/// The stored readings of a machine, as they were. One thread owns it; a call waits for the database.
class KeptReadings
{
public:
    virtual ~KeptReadings() = default;

    /// Gives each reading that was made from `from` to before `to`, the oldest first, until `take` says
    /// false. As record time, which is not stored, counts the source time, or when it came, if that is
    /// earlier. Of days that have a partition: what lies outside has an impossible time.
    virtual Done read(std::int32_t machine, Instant from, Instant to,
                      const std::function<bool(const Reading &)> &take) = 0;
    /// Whether there is one in that time; costs what reading the time of all machines does.
    virtual Result<bool> has(std::int32_t machine, Instant from, Instant to) = 0;
};

} // namespace rig
