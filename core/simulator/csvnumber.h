#pragma once

#include "simulator/cellnumber.h"
#include "simulator/csvrows.h"

namespace rig::simulator {

/// What the cell of the present row holds: a number, or none where it is empty. badConfiguration with its
/// place for anything else; `remedy` says what to do with a column of texts, empty where there is nothing.
/// `room` as for readCellNumber().
Result<CellNumber> csvNumber(const CsvRows &rows, std::size_t column, std::string &room,
                             const QString &remedy);

} // namespace rig::simulator
