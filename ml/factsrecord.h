#pragma once

#include "domain/modelfacts.h"
#include "ml/record.h"

namespace rig::ml {

/// As many as a plant's machine can have.
inline constexpr std::size_t mostSensors = 1'000;

// What a model's file says of itself: all but the version, which is a checksum of it.

Record recordOf(const ModelFacts &facts);
ModelFacts factsFrom(Record &record);

} // namespace rig::ml
