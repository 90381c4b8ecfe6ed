#pragma once

#include "domain/plantstate.h"

namespace rig {

/// Where views get what they show. Called on the GUI thread; never waits.
class StateSource
{
public:
    virtual ~StateSource() = default;

    virtual std::shared_ptr<const PlantState> state() const = 0;
    /// The last 60 s of one sensor, oldest first, 120 steps of which the last is the present one.
    virtual std::vector<TraceStep> trace(std::int32_t machine, int slot) const = 0;
};

} // namespace rig
