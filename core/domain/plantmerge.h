#pragma once

#include "domain/plant.h"

namespace rig {

/// What happens to machines and sensors that a plant file does not name.
enum class Absent
{
    stay,
    retire,
    /// They stay, and of what the file names and the plant has nothing changes but that it is in use: only
    /// what is missing is added. For who read the plant before and must not undo what others did since.
    stayWithAll
};

/// The present plant with a file's content laid over it: what the file names is created or changed, slots of
/// a machine are only ever appended or retired, numbers and layout versions follow; a slot that the file does
/// not name is retired, unless all stays. Refused with a sentence where the file changes the unit of a sensor
/// that may have stored values: those would read wrong.
Result<PlantDefinition> merged(const PlantDefinition &present, const PlantDefinition &file, Absent absent);

} // namespace rig
