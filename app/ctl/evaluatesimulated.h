#pragma once

#include "ctl/commandline.h"
#include "ml/machinemodel.h"

#include <cstdint>

namespace rig::ctl {

/// The options of `evaluate --simulated`.
void describeSimulatedTrial(CommandLine &line);

/// Those that say nothing of recordings.
QStringList simulatedTrialOptions();

/// `seed`: what machines, loads and faults are drawn by. The exit code.
int evaluateSimulated(const CommandLine &line, const ml::TrainingConfig &training, std::uint64_t seed);

} // namespace rig::ctl
