#pragma once

#include <cstdint>

namespace rig {

/// How long a machine goes on, in hours from now: with one chance in ten less than `p10`, with one in two
/// less than `p50`, with nine in ten less than `p90`. Ascending, none negative.
struct RemainingLife
{
    double p10 = 0;
    double p50 = 0;
    double p90 = 0;

    bool operator==(const RemainingLife &) const = default;
};

/// What is known of how long something goes on. The numbers are stored in the database: append, never
/// renumber.
enum class LifeState : std::int16_t
{
    notEnoughData = 0,
    stable = 1,    ///< enough was seen, and nothing moves towards a limit
    degrading = 2, ///< it moves towards a limit
};

/// How something moves towards its limit. The numbers are stored in the database: append, never renumber.
enum class TrendShape : std::int16_t
{
    linear = 0,
    exponential = 1, ///< ever faster, or ever slower
    quadratic = 2,   ///< with the square of the time
};

} // namespace rig
