#pragma once

#include "ml/table.h"

namespace rig::ml {

/// Whether a machine leaves what its healthy time has shown, 0 to 1: by how much farther the levels of a
/// fifth of that time lie from those of the rest than levels that are taken from all over it. 0 where the
/// time is long enough to have shown what there is, as days of a machine that lives by the day; 1 where what
/// comes next lies elsewhere, as the first minutes of one that warms up. The rows are a series, at least one.
double wanderingOf(const Table &table);

} // namespace rig::ml
