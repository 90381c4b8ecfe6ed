#pragma once

#include "domain/ports/changes.h"
#include "domain/skippedspan.h"
#include "storage/connection.h"

#include <map>

namespace rig::storage {

/// Writes findings within the caller's transaction: new ones, and what became of those that are there. One of
/// the same machine, kind and sensor that stood before a new one began ends with that: whoever watched it is
/// gone. Of a machine that is not in the database none is written.
Done writeFindings(Connection &connection, const std::vector<Finding> &findings);

/// Writes how unusual machines are, where that is newer than what is there, within the caller's transaction.
/// What stands of a settled one ends.
Done writeScores(Connection &connection, const std::vector<MachineScore> &scores);

/// Those that stand, with their evidence.
Result<std::vector<Finding>> readStanding(Connection &connection);

/// Up to which source time machines were judged by models, of those that ever were.
Result<std::map<std::int32_t, Instant>> readJudgedUpTo(Connection &connection);

/// Readings that no model has judged yet.
Result<std::vector<SkippedSpan>> readSkipped(Connection &connection);
/// Writes them down, or how far they have grown, within the caller's transaction.
Done writeSkipped(Connection &connection, const std::vector<SkippedSpan> &spans);
/// Writes what came of them and forgets them, within the caller's transaction. What was found of the same
/// while they came is not written twice.
Done writeCaughtUp(Connection &connection, const std::vector<CaughtUp> &caughtUp);

/// A finding that is to be marked, in the caller's transaction; none where there is none.
Result<std::optional<HeldFinding>> holdFinding(Connection &connection, std::int64_t id);
Done storeMark(Connection &connection, std::int64_t id, const std::optional<MarkOfFinding> &mark);

} // namespace rig::storage
