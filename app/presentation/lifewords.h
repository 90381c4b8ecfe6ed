#pragma once

#include "domain/remaininglife.h"
#include "presentation/theme.h"

#include <QString>

namespace rig::presentation {

/// Remaining life as it is shown everywhere.
struct LifeWords
{
    QString number;                 ///< of the median: "<1", "9", rounded down
    QString unit;                   ///< "HRS" under a day, "DAYS" under a week, else "WEEKS"
    QString band;                   ///< "6 – 14 h": from P10 to P90, in the unit of the latter
    Status status = Status::normal; ///< alarm under a day, warning under a week

    bool operator==(const LifeWords &) const = default;
};

LifeWords lifeWords(const RemainingLife &life);
/// The band with its ends named: "P10 6 – P90 14 h".
QString quantilesText(const RemainingLife &life);

} // namespace rig::presentation
