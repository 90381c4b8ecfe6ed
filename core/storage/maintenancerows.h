#pragma once

#include "domain/maintenance.h"
#include "storage/connection.h"

#include <vector>

namespace rig::storage {

// All in the caller's transaction. What was taken back before it began is nowhere in it.

/// Those that do not end before `since`, of all machines; without it those that go with the plant by the
/// database's clock (maintenanceLinger).
Result<std::vector<Maintenance>> readMaintenance(Connection &connection, const std::optional<Instant> &since);

/// All there ever was of a machine, or of a sensor of it, the oldest first.
Result<std::vector<Maintenance>> maintenanceOf(Connection &connection, const std::string &machine,
                                               const std::string &sensor);

/// Adds one and moves the plant's revision, while the caller holds the plant (holdPlantRows).
Done addMaintenance(Connection &connection, const Maintenance &maintenance);

/// Lets one that is stored end at an instant, as it begins where that is earlier, and moves the plant's
/// revision; likewise.
Done endMaintenance(Connection &connection, const Maintenance &maintenance, Instant at);

} // namespace rig::storage
