#pragma once

#include "domain/ports/changes.h"
#include "domain/ports/modelstore.h"
#include "domain/ports/simulator.h"

#include <functional>

namespace rig::access {

/// What an action is and what it is about, before its state is looked at: `action`, `resourceType` and
/// `resource` of its record.
AuditRecord recordOf(const Command &command);

/// What the step of an action left: a sentence for the person, and what is to be done once the change is
/// recorded.
struct Step
{
    QString answer;
    std::function<Done()> effect; ///< outside the database; null where there is none
};

/// What actions reach besides the database; each is null where this program has none.
struct Reach
{
    Simulator *simulator = nullptr;
    ModelStore *models = nullptr;
};

/// Holds an action against its rule and makes its change in the transaction; what was and what is goes into
/// `record`.
Result<Step> takeStep(const Action &action, Change &change, const Reach &reach, AuditRecord &record);

} // namespace rig::access
