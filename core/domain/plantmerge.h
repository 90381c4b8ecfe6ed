#pragma once

#include "domain/plant.h"

namespace rig {

/// What happens to machines and sensors that a plant file does not name.
enum class Absent
{
    stay,
    retire
};

/// The present plant with a file's content laid over it: what the file names is created or changed, slots of
/// a machine are only ever appended or retired, numbers and layout versions follow. Refused with a sentence
/// where the file changes the unit of a sensor that may have stored values: those would read wrong.
Result<PlantDefinition> merged(const PlantDefinition &present, const PlantDefinition &file, Absent absent);

} // namespace rig
