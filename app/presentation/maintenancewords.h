#pragma once

#include "domain/maintenance.h"

#include <QString>

namespace rig::presentation {

// What is in maintenance, in words; times are UTC. `now` tells whether the end is today.

/// "to 12:00", "to 13 Jan"; empty where it goes on until somebody ends it.
QString maintenanceEnd(const Maintenance &maintenance, Instant now);

/// "08:00 to 12:00", "13 Jan 08:00 until it is ended": all of it.
QString maintenanceSpan(const Maintenance &maintenance, Instant now);

/// "MAINT to 12:00", "MAINT": for a chip, a plate and a tile.
QString maintenanceWord(const Maintenance &maintenance, Instant now);

} // namespace rig::presentation
