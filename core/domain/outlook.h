#pragma once

#include "domain/plant.h"
#include "domain/reading.h"
#include "domain/remaininglife.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace rig {

/// Where the trend of one sensor, or of the machine's health, leads.
struct LifeEstimate
{
    std::string sensor; ///< empty: the health of the whole machine, whose limit is .5
    LifeState state = LifeState::notEnoughData;
    std::optional<RemainingLife> life{}; ///< until the limit, from the outlook's `at` on; where degrading
    TrendShape shape = TrendShape::linear;
    double limit = noValue;   ///< Lo-Lo or Hi-Hi, else Lo or Hi, in the sensor's unit; where degrading
    double perHour = noValue; ///< how fast it moves now, in the sensor's unit; where degrading
    /// From when on what it was estimated from goes; none where there is not enough.
    std::optional<Instant> since{};

    bool operator==(const LifeEstimate &) const = default;
};

/// What is known of where a machine is going; told anew with each minute.
struct Outlook
{
    std::int32_t machine = 0; ///< its number in the plant
    Instant at;               ///< the end of the newest minute that it knows
    /// For how long it has run since it is watched, and in the 30 days before; stands still while the machine
    /// does. None where it has no rule that tells its state.
    std::optional<std::chrono::minutes> uptime{};
    std::vector<LifeEstimate>
        lives{}; ///< of every sensor that has limits, by slot; the machine's health last

    bool operator==(const Outlook &) const = default;
};

/// An outlook that is older than this against what it stands beside is no longer one.
inline constexpr std::chrono::minutes outlookHolds{10};

/// Of the sensors of one category, or of all and the machine's health: the one that degrades and has least to
/// go, else one that is stable, else one of which there is not enough. Null where there is none of them.
const LifeEstimate *soonest(const Outlook &outlook, const MachineLayout &layout,
                            std::optional<Category> category = {});

} // namespace rig
