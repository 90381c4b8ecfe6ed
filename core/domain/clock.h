#pragma once

#include "domain/instant.h"

namespace rig {

/// Where time comes from: everywhere through this port, so that a test can stop the clock or step it.
/// Implementations may be called from any thread.
class Clock
{
public:
    virtual ~Clock() = default;

    /// Wall-clock time; may jump in either direction.
    virtual Instant now() const = 0;
    /// Time since an arbitrary start; never jumps. For delays, ages of our own doing and rates.
    virtual std::chrono::nanoseconds steady() const = 0;
};

} // namespace rig
