#pragma once

#include "domain/plant.h"
#include "storage/connection.h"

namespace rig::storage {

/// The plant's tables, in the caller's transaction; `badConfiguration` where they do not add up. With what
/// was in maintenance since then; without an instant with as much as goes with a plant.
Result<PlantPtr> readPlantRows(Connection &connection, const std::optional<Instant> &maintainedSince = {});

/// The same, and nobody else can change them until the caller's transaction ends.
Result<PlantPtr> holdPlantRows(Connection &connection);

/// Makes `next` the plant after the one that is held: writes it over the tables, gives machines without a
/// number one and moves the revision. `present` again, and nothing written, where nothing differs.
/// badConfiguration where it is unsound.
Result<PlantPtr> storeNextPlant(Connection &connection, const PlantPtr &present, PlantDefinition next);

} // namespace rig::storage
