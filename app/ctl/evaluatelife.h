#pragma once

#include "ctl/commandline.h"

#include <cstdint>

namespace rig::ctl {

/// The options of `evaluate --remaining-life`.
void describeLifeTrial(CommandLine &line);
bool isLifeTrial(const CommandLine &line);
/// badConfiguration where an option of it stands on another line, or one of another kind on its own.
Done checkLifeTrial(const CommandLine &line);

/// Measures remaining life on the fleets of the folder that the line names, and prints a line for each.
/// `seed`: what folds, cuts and nets are drawn by. The exit code.
int evaluateLife(const CommandLine &line, std::uint64_t seed);

} // namespace rig::ctl
