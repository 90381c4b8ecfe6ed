#pragma once

#include "ctl/commanddatabase.h"
#include "domain/instant.h"
#include "ml/table.h"

namespace rig::ctl {

/// Readings of a machine to learn from.
struct TrainingRows
{
    ml::Table table;
    std::int64_t idle = 0;        ///< readings left out: the machine stood still or was starting
    std::int64_t maintained = 0;  ///< readings left out: the machine was in maintenance
    std::int64_t simulated = 0;   ///< those of the table that are
    std::optional<Instant> first; ///< source time of the oldest row of the table; none where there is no row
    std::optional<Instant> last;  ///< of the newest
};

/// The stored ones of `--machine`, from `--since` (a time, or a span until now), as long as it ran and was
/// not in maintenance, without the values of sensors in maintenance. notFound for a machine that is not in
/// the plant; refused for more than memory is meant for. `goesOn` is told now and then which share of the
/// time is read; false ends it: cancelled.
Result<TrainingRows> storedTrainingRows(const CommandLine &line, const composition::Database &database,
                                        const std::function<bool(double)> &goesOn);

} // namespace rig::ctl
