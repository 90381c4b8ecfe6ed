#pragma once

#include "ctl/commandline.h"
#include "ctl/simulatedplan.h"

#include <map>

namespace rig::ctl {

/// What the command line of a simulation asks for.
struct SimulateOptions
{
    std::vector<std::string> machines; ///< at least one; with `csv` just one
    /// The same for each of the machines, but for what is theirs alone; without a duration it goes on until
    /// it is stopped.
    simulator::SimulationRun run;
    std::map<std::string, double> rates; ///< of machines that have one of their own
    std::vector<PlannedSensorInterval> ownIntervals;
    QString csv;   ///< empty: to Kafka
    QString truth; ///< empty: nowhere

    simulator::SimulationRun runOf(const std::string &machine) const;
};

/// Adds the options to the command line, before it is parsed.
void describeSimulate(CommandLine &line);

/// badConfiguration, naming the option, where one stands beside --list that it does not use.
Done checkList(const CommandLine &line);

/// badConfiguration, naming the option, where one makes no sense.
Result<SimulateOptions> simulateOptionsOf(const CommandLine &line, Instant now);

} // namespace rig::ctl
