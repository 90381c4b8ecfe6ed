#pragma once

#include "domain/limits.h"
#include "domain/result.h"
#include "ml/table.h"
#include "simulator/simulationrun.h"

#include <vector>

namespace rig::ctl {

/// The limits that count, by row of the simulator's table.
Result<std::vector<Limits>> limitsOfSensors();

/// Whether a value lies beyond a first limit.
bool beyond(const Limits &limits, double value);

/// All rows of a run; the sensors are those of the simulator's table.
ml::Table tableOf(const simulator::SimulationRun &run);

} // namespace rig::ctl
