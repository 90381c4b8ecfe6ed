#pragma once

#include "domain/clock.h"

namespace rig::composition {

/// The machine's clocks. Thread-safe.
class SystemClock : public Clock
{
public:
    Instant now() const override;
    std::chrono::nanoseconds steady() const override;
};

} // namespace rig::composition
