#include "domain/limits.h"

namespace rig {

std::string_view word(LimitName limit)
{
    switch (limit) {
    case LimitName::loLo:
        return "lo_lo";
    case LimitName::lo:
        return "lo";
    case LimitName::hi:
        return "hi";
    case LimitName::hiHi:
        return "hi_hi";
    case LimitName::stale:
        return "stale";
    }
    return {};
}

Limits effectiveLimits(const Limits &set, const std::optional<Range> &range)
{
    Limits limits = set;
    if (!limits.loLo && limits.lo && range && *limits.lo > range->low)
        limits.loLo = range->low + (*limits.lo - range->low) / 2;
    if (!limits.hiHi && limits.hi && range && *limits.hi < range->high)
        limits.hiHi = *limits.hi + (range->high - *limits.hi) / 2;
    return limits;
}

} // namespace rig
