#pragma once

#include "ctl/commandline.h"
#include "simulator/simulationrun.h"

namespace rig::ctl {

/// What the command line of a simulation asks for.
struct SimulateOptions
{
    std::vector<std::string> machines; ///< at least one; with `csv` just one
    /// The same for each of the machines; without a duration it goes on until it is stopped.
    simulator::SimulationRun run;
    QString csv;   ///< empty: to Kafka
    QString truth; ///< empty: nowhere

    simulator::SimulationRun runOf(const std::string &machine) const
    {
        simulator::SimulationRun own = run;
        own.machine = machine;
        return own;
    }
};

/// Adds the options to the command line, before it is parsed.
void describeSimulate(CommandLine &line);

/// badConfiguration, naming the option, where one makes no sense.
Result<SimulateOptions> simulateOptionsOf(const CommandLine &line, Instant now);

} // namespace rig::ctl
