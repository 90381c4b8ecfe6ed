#pragma once

#include "domain/plant.h"

namespace rig {

/// Reads the plant. One thread owns an implementation.
class PlantSource
{
public:
    virtual ~PlantSource() = default;

    virtual Result<std::int64_t> revision() = 0;
    virtual Result<PlantPtr> load() = 0;
};

} // namespace rig
