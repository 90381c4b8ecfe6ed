#pragma once

#include <span>
#include <string_view>

namespace rig::simulator {

/// What a sensor's value goes along with when the machine starts and stops.
enum class Follows
{
    nothing, ///< measures the surroundings or the mains
    speed,
    warmth,
};

/// One sensor of the catalogue as the simulated machines have it; all numbers in its unit. In operation the
/// value stays within `working` ± the sum of the four spreads below and 3.5 deviations of noise.
struct Signal
{
    std::string_view name;
    Follows follows = Follows::nothing;
    double idle = 0; ///< at rest; equals `working` where it follows nothing
    double working = 0;
    double load = 0;      ///< at full load more, without load less
    double ambient = 0;   ///< in the warmest hour of the day more, in the coldest less
    double drift = 0;     ///< wanders this far within minutes
    double character = 0; ///< machines differ by at most this much from `working`
    double noise = 0;     ///< standard deviation
    double worn = 0;      ///< where bearing wear takes it in the end; NaN where it has no effect
    int decimals = 2;     ///< what the instrument resolves
};

/// The 50 sensors of the catalogue.
std::span<const Signal> signalTable();

} // namespace rig::simulator
