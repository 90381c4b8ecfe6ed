#pragma once

#include "domain/instant.h"
#include "widgets/plotframe.h"

namespace rig::widgets {

/// Seconds since `from`, with at most `most` lines at whole minutes, hours, days: "08:15", "08:15:30",
/// "12 Jan" as fine as they need.
PlotAxis timeAxis(Instant from, Instant to, double most, Qt::Alignment side);

} // namespace rig::widgets
