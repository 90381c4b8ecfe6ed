#pragma once

#include "domain/plant.h"

namespace rig {

/// The newest plant that was seen, kept on this machine for a start without the database. One thread owns it.
class KeptPlant
{
public:
    struct Kept
    {
        PlantPtr plant;
        Instant at; ///< when it was kept
    };

    virtual ~KeptPlant() = default;

    /// `notFound` where none was kept, `damaged` where it cannot be trusted.
    virtual Result<Kept> read() = 0;
    virtual Done write(const Plant &plant, Instant now) = 0;
};

} // namespace rig
