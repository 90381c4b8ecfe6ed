#pragma once

#include "domain/instant.h"
#include "domain/result.h"
#include "ml/table.h"

#include <optional>

namespace rig::ctl {

/// A CSV file as rows of values: each column is a sensor, but for `timestamp`, which is left out, and
/// `label`, which says what a person knows of the row; in small letters or others.
struct CsvTable
{
    ml::Table table;
    std::vector<int>
        labels; ///< by row, 1 for an anomaly; empty where the file has no such column, or nobody asks
    /// The earliest and the latest `timestamp`; none where there is no such column, or a cell of it is no
    /// time.
    std::optional<Instant> first;
    std::optional<Instant> last;
};

/// Whether somebody needs the labels; else it does not matter what stands there.
enum class Labels
{
    ignored,
    wanted
};

/// Where sensors are named, their columns in their order, and no others; a file without one of them is
/// refused. A cell that is empty or NaN is a missing value. Errors are badConfiguration and name file, line
/// and column.
Result<CsvTable> readCsvTable(const QString &file,
                              const std::optional<std::vector<std::string>> &sensors = std::nullopt,
                              Labels labels = Labels::ignored);

} // namespace rig::ctl
