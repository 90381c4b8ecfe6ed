#pragma once

#include "domain/result.h"
#include "ml/fleet.h"

#include <QString>

#include <optional>

namespace rig::ctl {

/// Which columns of a fleet's file are what.
struct FleetColumns
{
    std::vector<std::string> settings;
    std::vector<std::string> sensors;
};

/// A CSV file with the machines of a fleet: `unit` names the machine, `cycle` its cycle, rising; columns that
/// begin with `setting` say how it is run, all others but `timestamp`, `label` and `rul` are sensors, with
/// empty cells where a value is missing. Rows of several units may stand in any order among one another.
/// Where `columns` are given, those, and no others. Errors are badConfiguration and name file, line and
/// column.
Result<ml::Fleet> readFleetCsv(const QString &file,
                               const std::optional<FleetColumns> &columns = std::nullopt);

} // namespace rig::ctl
