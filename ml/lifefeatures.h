#pragma once

#include "ml/operatingconditions.h"

namespace rig::ml {

/// How many numbers lifeFeatures() gives a row.
std::size_t lifeFeatureCount(const OperatingConditions &conditions);

/// What is told of a machine's wear by its rows up to each: of each sensor, in deviations from what is usual
/// in the condition, the mean of the last 5, 15 and 30 rows, how those differ from longer ones, and from the
/// machine's own first rows; and the cycle. Row by row, the unit's rows from `first` on; NaN where a sensor
/// has said nothing yet.
std::vector<float> lifeFeatures(const FleetUnit &unit, const OperatingConditions &conditions,
                                std::size_t first = 0);

} // namespace rig::ml
