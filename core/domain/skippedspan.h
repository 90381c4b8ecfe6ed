#pragma once

#include "domain/finding.h"

namespace rig {

/// Readings of a machine that came faster than models could judge them, by the time of the source.
struct SkippedSpan
{
    std::int32_t machine = 0; ///< its number in the plant
    Instant from;             ///< of the first; with the machine the span's key
    Instant to;               ///< of the last

    bool operator==(const SkippedSpan &) const = default;
};

/// What came of it later.
struct CaughtUp
{
    SkippedSpan span;
    std::vector<Finding> findings; ///< that began within it; all have ended, at the latest with it

    bool operator==(const CaughtUp &) const = default;
};

} // namespace rig
