#pragma once

#include "ctl/commandline.h"

#include <cstdint>

namespace rig::ctl {

/// The option of `evaluate --forecast`.
void describeForecastTrial(CommandLine &line);
bool isForecastTrial(const CommandLine &line);

/// Measures forecasts on the recordings of the folder that the line names, or with --simulated on simulated
/// machines, and prints a line for each kind. `seed`: what nets, machines and faults are drawn by. The exit
/// code.
int evaluateForecast(const CommandLine &line, std::uint64_t seed);

} // namespace rig::ctl
