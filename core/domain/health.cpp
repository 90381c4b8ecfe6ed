#include "domain/health.h"

#include <algorithm>

namespace rig {

namespace {

/// 1 before `first`, 0 from `second` on, in the direction in which they lie.
double fall(double value, double first, std::optional<double> second)
{
    if (!second || *second == first)
        return 0;
    return std::clamp((*second - value) / (*second - first), 0.0, 1.0);
}

} // namespace

double healthOf(double value, const Limits &limits)
{
    if ((limits.hiHi && value >= *limits.hiHi) || (limits.loLo && value <= *limits.loLo))
        return 0;
    if (limits.hi && value > *limits.hi)
        return fall(value, *limits.hi, limits.hiHi);
    if (limits.lo && value < *limits.lo)
        return fall(value, *limits.lo, limits.loLo);
    return 1;
}

} // namespace rig
