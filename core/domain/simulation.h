#pragma once

#include "domain/instant.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rig {

/// One fault that a simulated machine can have.
struct FaultKind
{
    std::string name;  ///< "bearing_wear"
    std::string title; ///< "Bearing wear"
};

/// What the simulator does with one machine.
struct SimulatedMachine
{
    struct Fault
    {
        std::string name;
        Instant since;
    };

    bool running = false;
    std::vector<Fault> faults;
};

/// The simulator as a whole. Machines that are not in it are not simulated by this program.
struct SimulationState
{
    double rate = 0; ///< readings per second and machine, 1 to 20
    std::vector<FaultKind> kinds;
    std::map<std::string, SimulatedMachine> machines; ///< by machine id
};

} // namespace rig
