#pragma once

#include "domain/minutemeans.h"
#include "domain/outlook.h"

namespace rig {

/// What tells from a machine's minutes where it is going. One of them for one machine; one thread owns it.
class LifeEstimator
{
public:
    virtual ~LifeEstimator() = default;

    /// The next minute; one that is not after the newest is passed over. `layout` is the machine's at
    /// present: sensors that it has no more are forgotten.
    virtual void take(const MachineLayout &layout, const MinuteMeans &minute) = 0;
    /// As of the end of the newest minute, by slot, the machine's health last; empty before one was taken.
    virtual std::vector<LifeEstimate> estimate(const MachineLayout &layout) = 0;
};

} // namespace rig
