#pragma once

#include "domain/ports/changes.h"
#include "storage/connection.h"

namespace rig::storage {

/// Writes findings within the caller's transaction: new ones, and what became of those that are there. One of
/// the same machine, kind and sensor that stood before a new one began ends with that: whoever watched it is
/// gone. Of a machine that is not in the database none is written.
Done writeFindings(Connection &connection, const std::vector<Finding> &findings);

/// Writes how unusual machines are, where that is newer than what is there, within the caller's transaction.
/// What stands of a settled one ends.
Done writeScores(Connection &connection, const std::vector<MachineScore> &scores);

/// A finding that is to be marked, in the caller's transaction; none where there is none.
Result<std::optional<HeldFinding>> holdFinding(Connection &connection, std::int64_t id);
Done storeMark(Connection &connection, std::int64_t id, const std::optional<MarkOfFinding> &mark);

} // namespace rig::storage
