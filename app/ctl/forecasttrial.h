#pragma once

#include "ctl/forecastcomparison.h"
#include "domain/result.h"

#include <QString>

#include <cstdint>
#include <functional>
#include <vector>

namespace rig::ctl {

/// How forecasts did on one kind of rows.
struct ForecastFigures
{
    QString name;
    std::vector<ForecastComparison> cases; ///< by recording or machine
};

/// Forecasts on recordings: learnt from train.csv and compared with what came in test.csv; by the folder that
/// the recordings lie in, all rows and those alone whose forecasts see no row that is labelled.
/// badConfiguration where there is none, or a file cannot be read.
Result<std::vector<ForecastFigures>> tryForecastsOn(const QString &folder, std::uint64_t seed,
                                                    const std::function<void(const QString &)> &say);

struct SimulatedForecastTrial
{
    std::uint64_t seed = 1; ///< what machines, loads, faults and nets are drawn by
    int machines = 4;       ///< each with a character of its own
    int runs = 2;           ///< of each fault of the machine, on each machine
    double cleanDays = 4;   ///< of all machines together
};

/// What the chance of an anomaly was before one, and where none came.
struct ChanceFigures
{
    std::vector<double> before; ///< of forecasts within whose steps the first one came
    std::vector<double> healthy;
    double area() const; ///< under the ROC curve
};

struct SimulatedForecastFigures
{
    std::vector<ForecastFigures> errors; ///< of clean days, and of runs with a fault
    ChanceFigures anomaly;               ///< until a finding begins or a limit is crossed
    ChanceFigures truth;                 ///< until a fault moves a sensor, or a limit is crossed
    ChanceFigures fault;                 ///< while it grows: thirty steps before its beginning on
    int runs = 0;
    int anomalies = 0; ///< runs in which there came one
    int truths = 0;
};

/// Trains a forecaster on two clean days of each machine at a reading a second, has it forecast others of its
/// clean days, and runs in which a fault of the machine grows, of a severity from .3 to 1 within ten minutes
/// to two hours, begun after one to two hours and watched until ten minutes after. An anomaly is a finding of
/// the forecaster's detector, or a crossed limit. The truth is when the fault has become so bad that it moves
/// a sensor by more than simulator::leastMove deviations of its noise, or a sensor crosses a limit.
Result<SimulatedForecastFigures> tryForecastsOnSimulated(const SimulatedForecastTrial &trial,
                                                         const std::function<void(const QString &)> &say);

} // namespace rig::ctl
