#pragma once

#include "domain/plant.h"
#include "storage/connection.h"

namespace rig::storage {

/// The plant's tables as a definition, in the caller's transaction; `badConfiguration` where they do not add
/// up.
Result<PlantPtr> readPlantRows(Connection &connection);

/// Writes a definition over the tables and moves the revision, in the caller's transaction, which must hold
/// the row of rig.plant_revision.
Done writePlantRows(Connection &connection, std::int64_t revision, const PlantDefinition &plant);

} // namespace rig::storage
