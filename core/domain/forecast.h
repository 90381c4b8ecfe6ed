#pragma once

#include "domain/instant.h"
#include "domain/reading.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rig {

/// Why a sensor has no forecast. The numbers may be stored: append, never renumber.
enum class NoForecast : std::int16_t
{
    none = 0,       ///< it has one
    tooFewRows = 1, ///< of the machine were seen since it started
    neverMoved = 2, ///< while it was healthy, so that nothing was learnt of it
    silent = 3,     ///< it has sent nothing for as long as a forecast is
    failed = 4,     ///< it is frozen or lost
    notComputed = 5 ///< the module that computes forecasts failed, which is logged
};

/// Why a forecast takes a sensor for part of an anomaly that comes. The numbers may be stored: append, never
/// renumber.
enum class ForecastReason : std::int16_t
{
    limit = 0,    ///< it crosses one of its limits
    relation = 1, ///< it is no longer what it was beside the others, or has failed
    trend = 2     ///< it moves out of what it was while the machine was healthy
};

/// One step ahead, in the sensor's unit.
struct ForecastStep
{
    double mean = noValue;
    double low = noValue; ///< with `high`: of ten values eight lie within
    double high = noValue;

    bool operator==(const ForecastStep &) const = default;
};

struct SensorForecast
{
    std::string sensor;
    NoForecast missing = NoForecast::none;
    std::vector<ForecastStep> steps{}; ///< the next row first; empty where there is no forecast

    bool operator==(const SensorForecast &) const = default;
};

/// A sensor's part in the chance of an anomaly.
struct ForecastShare
{
    std::string sensor;
    double share = 0; ///< 0 to 1
    ForecastReason reason = ForecastReason::relation;

    bool operator==(const ForecastShare &) const = default;
};

/// What the next rows of a machine are expected to be, by those up to `at`.
struct Forecast
{
    std::int32_t machine = 0;              ///< its number in the plant
    Instant at;                            ///< of the newest row that it knows
    std::vector<SensorForecast> sensors{}; ///< all that the model knows, in its order
    /// That within the steps something is anomalous, 0 to 1; none while too few rows were seen.
    std::optional<double> chance{};
    /// By which step half of that chance has come, from 1 on; with a chance of at least a hundredth.
    std::optional<int> expectedStep{};
    std::vector<ForecastShare> shares{}; ///< of the chance, the largest first; at most 3
    std::string model;                   ///< the version of the model that forecasts

    bool operator==(const Forecast &) const = default;
};

} // namespace rig
