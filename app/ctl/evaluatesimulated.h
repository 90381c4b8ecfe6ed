#pragma once

#include "ctl/commandline.h"
#include "ml/machinemodel.h"

#include <cstdint>

namespace rig::ctl {

/// The options of `evaluate --simulated`.
void describeSimulatedTrial(CommandLine &line);

/// Those that say nothing of recordings.
QStringList simulatedTrialOptions();

/// How large a trial is wanted; badConfiguration where an option says none.
struct SimulatedTrialSize
{
    int machines = 0;
    int runs = 0;
    int days = 0;
};
Result<SimulatedTrialSize> simulatedTrialSize(const CommandLine &line);

/// `seed`: what machines, loads and faults are drawn by. The exit code.
int evaluateSimulated(const CommandLine &line, const ml::TrainingConfig &training, std::uint64_t seed);

} // namespace rig::ctl
