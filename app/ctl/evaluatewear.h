#pragma once

#include "ctl/commandline.h"

#include <cstdint>

namespace rig::ctl {

/// The options of `evaluate --wear`.
void describeWearTrial(CommandLine &line);
bool isWearTrial(const CommandLine &line);
/// badConfiguration where an option of another kind stands on its line.
Done checkWearTrial(const CommandLine &line);

/// Measures trends on simulated machines that wear out, and prints a line for each. The exit code.
int evaluateWear(const CommandLine &line, std::uint64_t seed);

} // namespace rig::ctl
