#pragma once

#include "domain/plant.h"

#include <QByteArray>

namespace rig {

/// The text of a plant file (JSON, UTF-8, at most 16 MiB; keys and shapes in resources/plants/README.md).
/// badConfiguration with the place of the first fault in its structure, or with every fault of its content:
/// unknown keys are faults, because a misspelt limit must not silently be no limit, and so are keys that
/// stand twice.
Result<PlantDefinition> readPlantFile(const QByteArray &text);

/// The same plant as a file, readable by people; reading it again gives an equal definition except for the
/// numbers and layout versions that a database gives.
QByteArray writePlantFile(const PlantDefinition &plant);

} // namespace rig
