#pragma once

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

} // namespace rig
