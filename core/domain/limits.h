#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rig {

/// What a sensor can physically show, in its own unit; `low < high`.
struct Range
{
    double low = 0;
    double high = 0;

    bool operator==(const Range &) const = default;
    double span() const { return high - low; }
};

/// The limits a person set, in the sensor's unit; each may be absent. The deadband (>= 0, same unit) is how
/// far a value must come back inside a limit before the limit returns.
struct Limits
{
    std::optional<double> loLo;
    std::optional<double> lo;
    std::optional<double> hi;
    std::optional<double> hiHi;
    double deadband = 0;

    bool operator==(const Limits &) const = default;
};

/// One limit of a machine: without a value the sensor's holds; else its own, which may be "as if none were
/// set".
using OwnLimit = std::optional<std::optional<double>>;

/// What one machine has in place of a sensor's limits, each by itself, in the sensor's unit.
struct OwnLimits
{
    std::string sensor;
    OwnLimit loLo;
    OwnLimit lo;
    OwnLimit hi;
    OwnLimit hiHi;
    std::optional<double> deadband;

    bool operator==(const OwnLimits &) const = default;
    /// It says nothing: the sensor's limits hold.
    bool empty() const { return !loLo && !lo && !hi && !hiHi && !deadband; }
};

/// Where a limit that counts comes from.
enum class LimitSource
{
    none,    ///< there is no such limit
    halfWay, ///< nobody set it: it lies half way from the first limit to the end of the range
    sensor,  ///< set for all machines that have the sensor
    machine  ///< set for this machine
};

struct LimitSources
{
    LimitSource loLo = LimitSource::none;
    LimitSource lo = LimitSource::none;
    LimitSource hi = LimitSource::none;
    LimitSource hiHi = LimitSource::none;

    bool operator==(const LimitSources &) const = default;
};

/// The numbers are stored in the database: append, never renumber.
enum class LimitName : std::int16_t
{
    loLo = 0,
    lo = 1,
    hi = 2,
    hiHi = 3,
    stale = 4
};

/// `lo_lo`, `lo`, `hi`, `hi_hi`, `stale`: the words of the SQL views.
std::string_view word(LimitName limit);

/// The limits that count. A second limit that is not set lies half way from the first to the end of the
/// range; a first limit at or beyond the end of the range, or a sensor without a range, has none.
Limits effectiveLimits(const Limits &set, const std::optional<Range> &range);

/// The sensor's limits with a machine's own laid over them.
Limits laidOver(const Limits &sensor, const OwnLimits &own);

/// Where each of the effective limits of a machine comes from.
LimitSources sourcesOf(const Limits &sensor, const OwnLimits &own, const Limits &effective);

} // namespace rig
