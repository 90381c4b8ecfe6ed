#pragma once

#include "ctl/commandline.h"
#include "ml/table.h"

namespace rig::ctl {

/// Readings of a machine to learn from.
struct TrainingRows
{
    ml::Table table;
    std::int64_t idle = 0;       ///< readings left out: the machine stood still or was starting
    std::int64_t maintained = 0; ///< readings left out: the machine was in maintenance
    std::int64_t simulated = 0;  ///< those of the table that are
};

/// The stored ones of `--machine`, from `--since` (a time, or a span until now), as long as it ran and was
/// not in maintenance, without the values of sensors in maintenance. notFound for a machine that is not in
/// the plant; refused for more than memory is meant for.
Result<TrainingRows> storedTrainingRows(const CommandLine &line);

} // namespace rig::ctl
