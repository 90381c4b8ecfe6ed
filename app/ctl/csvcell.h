#pragma once

#include <QString>

namespace rig::ctl {

/// A text as a cell of a CSV file: in quotes where something in it would end the cell, and for a spreadsheet
/// no formula where it looks like one.
QString csvCell(QString text);

} // namespace rig::ctl
