#pragma once

#include "domain/rollup.h"
#include "storage/connection.h"

namespace rig::storage {

/// What rows of rollups were made of.
enum class RollupSource
{
    readings,
    finerRollups
};

/// Stores rollups into `table`, such as `rig.rollup_10s`, in the caller's transaction. Where a row is there
/// already: one made of readings takes its place if it has seen at least as many of them and none has been
/// dropped since; one made of finer rollups, only where readings may have been dropped since.
Done storeRollups(Connection &connection, const char *table, const std::vector<Rollup> &rollups,
                  RollupSource source);

/// The rows of rig.rollup_10s from `from` to before `to`, by machine and time. Rows that are not of this
/// program's shape, because somebody else has put them there, are left out, with a line in the log.
Result<std::vector<Rollup>> tenSecondRollups(Connection &connection, Instant from, Instant to);
/// Likewise the first of one machine in rig.rollup_1min from `from` on, to before `to` where there is one, at
/// most `most`.
Result<std::vector<Rollup>> minuteRollups(Connection &connection, std::int32_t machine, Instant from,
                                          std::optional<Instant> to, std::size_t most);

} // namespace rig::storage
