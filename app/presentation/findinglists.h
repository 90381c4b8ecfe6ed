#pragma once

#include "domain/plantstate.h"
#include "domain/storedfinding.h"
#include "presentation/rowsmodel.h"

namespace rig::presentation {

// The tables of the findings' page, as rows.

std::vector<TableColumn> findingColumns();
/// Those that stand, then the others, the newest first; a row's key is the finding's number.
std::vector<TableRow> findingRows(const FindingsView &view, const PlantState &state);

/// A machine's score where there is one that says what is now: null where its model has not judged it for
/// three of its intervals and 10 s, or nothing of it could be judged. Of the view, which may be null, or of
/// the state, whichever is newer; as long as both live.
const MachineScore *presentScore(const FindingsView *view, std::int32_t machine, const PlantState &state);

/// Whether it says that something was found: a score above .5 is a finding, by definition.
bool isFinding(const MachineScore &score);

/// The state with the scores of `presentScore` in place of those it has; itself where they are the same.
std::shared_ptr<const PlantState> withPresentScores(const std::shared_ptr<const PlantState> &state,
                                                    const FindingsView *view);

std::vector<TableColumn> scoreColumns();
/// Of every machine that was judged by a model, in the plant's order; a row's key is the machine's id.
std::vector<TableRow> scoreRows(const FindingsView &view, const PlantState &state);

} // namespace rig::presentation
