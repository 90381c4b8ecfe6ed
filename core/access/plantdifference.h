#pragma once

#include "domain/plant.h"

#include <QJsonObject>

namespace rig::access {

/// What a change of the plant changed, for the audit.
struct PlantDifference
{
    QJsonObject previous;
    QJsonObject next;
};

/// Only the fields that differ, in the words of the plant file: `{"revision":4,"sensors":{"rpm":{"limits":
/// {"hi":4000}}}}` beside `{"revision":5,"sensors":{"rpm":{"limits":{"hi":4200}}}}`. What is new is
/// `"inlet_dust":"added"`. About 64 KiB at most each; how many items found no room says `"not_listed"`.
PlantDifference differenceOf(const Plant &present, const Plant &next);

} // namespace rig::access
