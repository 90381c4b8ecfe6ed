#pragma once

#include "domain/health.h"
#include "domain/plant.h"
#include "domain/rollup.h"

namespace rig {

/// What the sensors of a machine were on the mean of one minute.
struct MinuteMeans
{
    Instant at; ///< where the minute begins
    std::vector<double>
        means; ///< by slot; `noValue` where more than half of its values were bad, or none came
    RunState run = RunState::unknown;
};

/// The means of a minute's rollup. The machine's state is told by the mean of its rule's sensor; between the
/// rule's bounds it stays what it was `before`.
MinuteMeans minuteMeans(const Rollup &rollup, const MachineLayout &layout, RunState before);

/// How healthy the machine was by these means.
HealthPoint healthOf(const MinuteMeans &minute, const MachineLayout &layout);

/// The health of the whole machine: that of its weakest category; `noValue` where none is known.
double weakest(const HealthPoint &point);

} // namespace rig
