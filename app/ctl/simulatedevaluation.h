#pragma once

#include "domain/result.h"
#include "ml/machinemodel.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace rig::ctl {

/// How detection is tried on simulated machines.
struct SimulatedTrial
{
    std::uint64_t seed = 1; ///< what machines, loads and faults are drawn by
    int machines = 4;       ///< each with a character of its own
    int runs = 2;           ///< of each fault on each machine
    double cleanDays = 20;  ///< of all machines together
    ml::TrainingConfig training;
};

/// One run: a machine in which something begins to fail. Seconds count from the onset.
struct FaultRun
{
    double severity = 0;
    double growth = 0;  ///< seconds
    bool stood = false; ///< a finding did as it began, so that none can tell of it
    /// When the first finding of the machine, or of a sensor that the fault moves, began after it; none where
    /// one stood.
    std::optional<double> found;
    bool rightSensor = false;    ///< one that it moves was among the first three then
    std::optional<double> limit; ///< when a sensor was first beyond a limit

    bool foundBeforeLimit() const { return found && (!limit || *found < *limit); }
};

struct FaultFigures
{
    QString fault;
    std::vector<FaultRun> runs;
};

struct SimulatedFigures
{
    std::vector<FaultFigures> faults; ///< all of the catalogue
    int falseFindings = 0;            ///< on sound machines
    double cleanDays = 0;
};

/// Trains a model on two clean days of each machine at a reading a second, has it watch others of its clean
/// days, and then each fault as often as said: begun after one to two hours, of a severity from .3 to 1,
/// grown within ten minutes to two hours, watched until an hour after that.
Result<SimulatedFigures> evaluateSimulated(const SimulatedTrial &trial,
                                           const std::function<void(const QString &)> &say);

} // namespace rig::ctl
