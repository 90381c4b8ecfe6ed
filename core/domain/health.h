#pragma once

#include "domain/limits.h"
#include "domain/reading.h"
#include "domain/runstate.h"
#include "domain/sensor.h"

#include <array>
#include <vector>

namespace rig {

inline constexpr std::size_t categoryCount = 6;

/// Health of one value: 1 within Lo–Hi, falling linearly to 0 at Lo-Lo or Hi-Hi, at once to 0 where there is
/// no second limit.
double healthOf(double value, const Limits &limits);

/// How healthy a machine was in one minute.
struct HealthPoint
{
    Instant at; ///< where the minute begins
    /// By Category: the mean over its sensors, 0 to 1; `noValue` where fewer than half had a usable value,
    /// there is none, or the machine stood still.
    std::array<double, categoryCount> shares{noValue, noValue, noValue, noValue, noValue, noValue};
    RunState run = RunState::unknown;

    bool operator==(const HealthPoint &) const = default;
};

struct HealthQuestion
{
    std::int32_t machine = 0; ///< its number in the plant
    Instant from;
    Instant to; ///< after `from`, at most `longest` after it; not included

    static constexpr std::chrono::hours longest{24 * 31};

    bool operator==(const HealthQuestion &) const = default;
};

struct HealthCourse
{
    HealthQuestion question;
    std::vector<HealthPoint> points; ///< ascending; minutes without a reading have none
};

} // namespace rig
