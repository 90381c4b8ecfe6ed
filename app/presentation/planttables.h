#pragma once

#include "domain/plantstate.h"
#include "domain/unknownname.h"
#include "presentation/rowsmodel.h"

namespace rig::presentation {

// The tables of the plant's page, as rows. What is retired comes last and is off.

std::vector<TableColumn> sensorColumns();
/// The sensors of all machines with the sensor's own limits, or as one machine has them; `machine` 0: all.
std::vector<TableRow> sensorRows(const Plant &plant, std::int32_t machine);

std::vector<TableColumn> machineColumns();
std::vector<TableRow> machineRows(const Plant &plant);

std::vector<TableColumn> unknownColumns();
/// Those that are no sensor of their machine yet. A row's key is the name.
std::vector<TableRow> unknownRows(const Plant &plant, const UnknownNameSummary &unknown);
/// The last of unknownColumns: what one does about a name.
inline constexpr int unknownActionColumn = 4;

} // namespace rig::presentation
