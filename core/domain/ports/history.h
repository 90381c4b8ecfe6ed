#pragma once

#include "domain/result.h"
#include "domain/trend.h"

namespace rig {

/// Reads the stored past. One thread owns it; a call waits for the database. `cancelled` where whoever asked
/// has lost interest.
class History
{
public:
    virtual ~History() = default;

    /// refused for a question that is out of its ranges, notFound for a machine or a sensor that the plant
    /// never had; a retired one is answered.
    virtual Result<Trend> trend(const TrendQuestion &question) = 0;
};

} // namespace rig
