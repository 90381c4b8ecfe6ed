#pragma once

#include "ctl/commandline.h"
#include "domain/plantedit.h"

namespace rig::ctl {

// What the options of `rigctl plant sensor`, `machine` and `limits` say, laid over what there is. Errors are
// badConfiguration and name the option.

void addSensorOptions(CommandLine &line);
Done takeSensorOptions(const CommandLine &line, Sensor &sensor);

void addMachineOptions(CommandLine &line);
Done takeMachineOptions(const CommandLine &line, Machine &machine);

void addLimitOptions(CommandLine &line);
bool hasLimitOptions(const CommandLine &line);
/// For all machines that have the sensor.
Done takeLimitOptions(const CommandLine &line, Limits &limits);
/// For one machine.
Done takeLimitOptions(const CommandLine &line, OwnLimits &limits);

/// The machine in use of that id; notFound where there is none.
Result<Machine> machineNamed(const Plant &plant, const QString &id);
std::vector<Machine> machinesInUse(const Plant &plant);
/// Those that an option lists with commas between them, or all in use for `all`; none where it is not given.
/// notFound for one that there is not, badConfiguration where it is empty.
Result<std::vector<Machine>> machinesNamed(const Plant &plant, const CommandLine &line,
                                           const QString &option);

} // namespace rig::ctl
