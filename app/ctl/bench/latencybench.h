#pragma once

#include "domain/plant.h"
#include "settings/settings.h"

namespace rig::ctl {

struct LatencyBenchOptions
{
    std::chrono::seconds duration{30}; ///< 1 s to 1 h
};

/// From the call that hands a reading to the producer until the board's state has it.
struct LatencyFigures
{
    using Time = std::chrono::duration<double, std::milli>;

    std::size_t readings = 0;
    Time median{};
    Time p90{};
    Time p99{};
    Time worst{};
};

/// Three machines send 20 readings a second each through the configured broker, in a topic of its own, to a
/// board in this process, which is looked at every millisecond: what it finds is at most that much too late.
/// Needs no database. unavailable where no reading arrives within 30 s.
Result<LatencyFigures> benchLatency(const settings::Settings &settings, const PlantDefinition &demo,
                                    const LatencyBenchOptions &options);

} // namespace rig::ctl
