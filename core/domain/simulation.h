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
    bool ofOneSensor = false;
};

/// What the simulator does with one machine.
struct SimulatedMachine
{
    struct Fault
    {
        std::string name;
        Instant since;       ///< its onset
        std::string sensor;  ///< of a fault of one sensor, else empty
        double severity = 0; ///< now, 0 to 1
        double worst = 1;    ///< what it grows to
        bool receding = false;
    };

    bool running = false;
    double rate = 0; ///< readings per second
    std::vector<Fault> faults;
};

/// The simulator as a whole. Machines that are not in it are not simulated by this program.
struct SimulationState
{
    double rate = 0; ///< readings per second and machine, 1 to 20; a machine may have one of its own
    std::vector<FaultKind> kinds;
    std::map<std::string, SimulatedMachine> machines; ///< by machine id
};

} // namespace rig
