#pragma once

#include "domain/finding.h"
#include "storage/connection.h"

namespace rig::storage {

/// Writes findings within the caller's transaction: new ones, and what became of those that are there. One of
/// the same machine, kind and sensor that stood before a new one began ends with that: whoever watched it is
/// gone. Of a machine that is not in the database none is written.
Done writeFindings(Connection &connection, const std::vector<Finding> &findings);

} // namespace rig::storage
