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

Limits laidOver(const Limits &sensor, const OwnLimits &own)
{
    return {own.loLo.value_or(sensor.loLo), own.lo.value_or(sensor.lo), own.hi.value_or(sensor.hi),
            own.hiHi.value_or(sensor.hiHi), own.deadband.value_or(sensor.deadband)};
}

LimitSources sourcesOf(const Limits &sensor, const OwnLimits &own, const Limits &effective)
{
    const auto source = [](const std::optional<double> &ofSensor, const OwnLimit &ofMachine,
                           const std::optional<double> &counts) {
        if (!counts)
            return LimitSource::none;
        if (ofMachine)
            return *ofMachine ? LimitSource::machine : LimitSource::halfWay;
        return ofSensor ? LimitSource::sensor : LimitSource::halfWay;
    };
    return {source(sensor.loLo, own.loLo, effective.loLo), source(sensor.lo, own.lo, effective.lo),
            source(sensor.hi, own.hi, effective.hi), source(sensor.hiHi, own.hiHi, effective.hiHi)};
}

} // namespace rig
