#pragma once

#include "domain/limits.h"
#include "domain/result.h"
#include "ml/table.h"
#include "simulator/simulationrun.h"

#include <random>
#include <vector>

namespace rig::ctl {

/// The limits that count, by row of the simulator's table.
Result<std::vector<Limits>> limitsOfSensors();

/// Whether a value lies beyond a first limit.
bool beyond(const Limits &limits, double value);

/// Drawn evenly, from `least` to below `most`; the same on every platform.
inline double between(std::mt19937_64 &random, double least, double most)
{
    return least + (most - least) * static_cast<double>(random() >> 11U) * 0x1p-53;
}

/// All rows of a run; the sensors are those of the simulator's table.
ml::Table tableOf(const simulator::SimulationRun &run);

} // namespace rig::ctl
