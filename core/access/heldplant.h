#pragma once

#include "domain/ports/changes.h"

namespace rig::access {

/// Holds the plant; notFound where it has no such machine, or that has no such sensor. An empty sensor: the
/// machine itself.
Result<PlantPtr> holdPlantWith(Change &change, const std::string &machine, const std::string &sensor);

} // namespace rig::access
