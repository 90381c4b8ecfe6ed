#pragma once

#include "domain/clock.h"

/// The machine's own clocks.
class RealClock final : public rig::Clock
{
public:
    rig::Instant now() const override
    {
        return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
    }
    std::chrono::nanoseconds steady() const override
    {
        return std::chrono::steady_clock::now().time_since_epoch();
    }
};
