#pragma once

#include "ctl/commanddatabase.h"
#include "domain/storedfinding.h"
#include "ml/table.h"

namespace rig::ctl {

/// The rows around a finding that a person has marked.
struct MarkedRows
{
    FindingMark mark = FindingMark::isTrue;
    Instant from; ///< of the finding
    Instant to;   ///< its end; of one that stands, the last instant there is
    ml::Table table;
    std::size_t first = 0; ///< the first row of the finding itself
};

/// Readings of a machine to learn from.
struct TrainingRows
{
    ml::Table table;
    std::int64_t idle = 0;        ///< readings left out: the machine stood still or was starting
    std::int64_t maintained = 0;  ///< readings left out: the machine was in maintenance
    std::int64_t marked = 0;      ///< readings left out: of findings marked true or known work
    std::int64_t simulated = 0;   ///< those of the table that are
    std::optional<Instant> first; ///< source time of the oldest row of the table; none where there is no row
    std::optional<Instant> last;  ///< of the newest
    std::vector<MarkedRows> findings{}; ///< marked true or false; the newest, 50 at most
};

/// notFound where the plant has no `--machine`, or where that lacks one of the sensors of a recording
/// (`--data`).
Done checkSensors(const CommandLine &line, const composition::Database &database,
                  const std::vector<std::string> &sensors);

/// The stored ones of `--machine`, from `--since` (a time, or a span until now), as long as it ran and was
/// not in maintenance, without the values of sensors in maintenance, and without what people say was no
/// healthy machine. notFound for a machine that is not in
/// the plant; refused for more than memory is meant for. `goesOn` is told now and then which share of the
/// time is read; false ends it: cancelled.
Result<TrainingRows> storedTrainingRows(const CommandLine &line, const composition::Database &database,
                                        const std::function<bool(double)> &goesOn);

} // namespace rig::ctl
