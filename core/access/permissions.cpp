#include "access/permissions.h"

#include <algorithm>
#include <array>

namespace rig::access {

namespace {

using Role = Actor::Role;

/// Who runs machines.
constexpr std::array operators{Role::operator_, Role::engineer, Role::admin};
/// Who decides what machines are judged by.
constexpr std::array engineers{Role::engineer, Role::admin};
/// Who decides what the plant is and what becomes of its records.
constexpr std::array admins{Role::admin};

constexpr std::array table{
    Permission{numberOf<StartSimulatedMachine>(), operators},
    Permission{numberOf<StopSimulatedMachine>(), operators},
    Permission{numberOf<SetSimulationRate>(), operators},
    Permission{numberOf<InjectFault>(), operators},
    Permission{numberOf<ClearFaults>(), operators},
    Permission{numberOf<ImportPlant>(), admins},
    Permission{numberOf<EditPlant>(), admins},
    Permission{numberOf<AcceptGap>(), admins},
    Permission{numberOf<SetRetention>(), admins},
    Permission{numberOf<MarkFinding>(), operators},
    Permission{numberOf<PutIntoMaintenance>(), operators},
    Permission{numberOf<EndMaintenance>(), operators},
    Permission{numberOf<UseModel>(), engineers},
    Permission{numberOf<PinNote>(), operators},
    Permission{numberOf<UnpinNote>(), operators}, // their own; see the step
};

} // namespace

std::span<const Permission> permissions()
{
    return table;
}

bool permitted(std::size_t action, Actor::Role role)
{
    return std::ranges::any_of(table, [&](const Permission &row) {
        return row.action == action && std::ranges::find(row.roles, role) != row.roles.end();
    });
}

} // namespace rig::access
