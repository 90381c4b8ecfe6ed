#pragma once

#include "domain/plantstate.h"
#include "domain/storedfinding.h"
#include "presentation/rowsmodel.h"

namespace rig::presentation {

// The tables of the findings' page, as rows.

std::vector<TableColumn> findingColumns();
/// Those that stand, then the others, the newest first; a row's key is the finding's number.
std::vector<TableRow> findingRows(const FindingsView &view, const PlantState &state);

std::vector<TableColumn> scoreColumns();
/// Of every machine that was judged by a model, in the plant's order; a row's key is the machine's id.
std::vector<TableRow> scoreRows(const FindingsView &view, const PlantState &state);

} // namespace rig::presentation
