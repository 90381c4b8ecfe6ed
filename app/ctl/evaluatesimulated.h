#pragma once

#include "ctl/commandline.h"

namespace rig::ctl {

/// The options of `evaluate --simulated`.
void describeSimulatedTrial(CommandLine &line);

/// The exit code.
int evaluateSimulated(const CommandLine &line);

} // namespace rig::ctl
