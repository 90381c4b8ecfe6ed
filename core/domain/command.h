#pragma once

#include "domain/plant.h"

#include <QString>

#include <variant>

namespace rig {

/// Who wants something changed, and from where.
struct Actor
{
    enum class Role
    {
        observer,
        operator_,
        engineer,
        admin
    };

    std::string user;
    Role role = Role::observer;
    std::string origin; ///< "console", "rigctl on rig-7"
};

/// What can be changed. Each is small, holds no pointer, and says all that is needed to do it again.
struct StartSimulatedMachine
{
    std::string machine;
};
struct StopSimulatedMachine
{
    std::string machine;
};
struct SetSimulationRate
{
    double rate = 0; ///< readings per second and machine, 1 to 20
};
struct InjectFault
{
    std::string machine;
    std::string fault; ///< a FaultKind's name
};
struct ClearFaults
{
    std::string machine;
};

using Action =
    std::variant<StartSimulatedMachine, StopSimulatedMachine, SetSimulationRate, InjectFault, ClearFaults>;

struct Command
{
    std::string id; ///< a UUID: the same command twice acts once
    Actor actor;
    Action action;
};

} // namespace rig
