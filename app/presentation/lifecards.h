#pragma once

#include "domain/plantstate.h"
#include "presentation/theme.h"

#include <QString>

namespace rig::presentation {

/// Remaining life in words, with what there is to say of its certainty.
struct LifeTold
{
    QString words;                     ///< "9 HRS", "STABLE", "NOT KNOWN"
    Status status = Status::unknown;   ///< alarm under a day, warning under a week, else normal
    QString band;                      ///< "P10 6 – P90 14 h", "no trend in 30 days", "not enough data"
    QString bandBrief;                 ///< "6 – 14 h", where there is little room; else as `band`
    QString how;                       ///< how it came about, in sentences
    std::optional<RemainingLife> life; ///< where it can be drawn

    bool operator==(const LifeTold &) const = default;
};

/// Of one category of a machine, or of all of it: what goes first. An outlook that holds no longer counts for
/// nothing, and that is said.
LifeTold lifeTold(const MachineLayout &layout, const MachineState &machine, Instant now,
                  std::optional<Category> category);

/// One line of the chart of remaining life.
struct LifeRow
{
    QString name; ///< "A Mechanical", "B worst"
    LifeTold told;

    bool operator==(const LifeRow &) const = default;
};

/// The categories of the chosen machine that have sensors, in their order, its health as a whole where that
/// falls, then the worst of every other machine, those that have least to go first.
std::vector<LifeRow> lifeRows(const PlantState &state, std::int32_t chosen);

} // namespace rig::presentation
