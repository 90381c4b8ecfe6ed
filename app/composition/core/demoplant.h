#pragma once

#include "domain/plant.h"

namespace rig::composition {

/// The built-in plant with machines A, B and C, from resources/plants/demo.json.
Result<PlantDefinition> demoPlant();

} // namespace rig::composition
