#pragma once

#include "domain/health.h"
#include "domain/plant.h"
#include "domain/plantstate.h"

namespace rig::presentation {

/// Health of one category on one machine: the mean over its sensors of 1 within Lo–Hi, falling linearly to 0
/// at Lo-Lo or Hi-Hi, at once to 0 where there is no second limit.
struct Health
{
    enum class Verdict
    {
        unknown,
        nominal,
        warning,
        critical
    };

    Verdict verdict = Verdict::unknown; ///< unknown where fewer than half have a usable value
    double share = 0;                   ///< 0 to 1, over those that have one
    int sensors = 0;                    ///< those in maintenance aside
    int usable = 0;                     ///< of these, whose value counts
    bool heard = false;                 ///< at least one of them ever had a value

    bool operator==(const Health &) const = default;
};

/// Whether a sensor's value counts for health: it is there, and neither bad nor stale.
bool countsForHealth(const SensorState &sensor);

Health healthOf(Category category, const MachineLayout &layout, const MachineState &state);

} // namespace rig::presentation
