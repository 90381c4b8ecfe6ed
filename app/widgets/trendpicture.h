#pragma once

#include "domain/limits.h"
#include "domain/trend.h"
#include "widgets/emptynote.h"

#include <optional>
#include <utility>
#include <vector>

namespace rig::widgets {

/// One sensor's part of a picture.
struct TrendCurve
{
    QString title;
    QString unit;
    int decimals = 0;
    Limits limits; ///< effective ones, of now
    TrendLine line;
};

struct TrendPicture
{
    Instant from;
    Instant to;
    std::vector<TrendCurve> curves; ///< at most 3, in the order of their colours
    std::optional<EmptyNote> note;  ///< in place of curves
};

/// What the axis of a unit goes over.
struct TrendScale
{
    QString unit;
    double low = 0;
    double high = 1;
    double step = 1;  ///< between two lines of the grid
    int decimals = 0; ///< that the step needs
    /// The only curve it belongs to, where others have other units.
    std::optional<std::size_t> onlyCurve;
};

/// From when to when nothing came of any of the curves, ascending: where the plot says "no data".
std::vector<std::pair<Instant, Instant>> commonGaps(const TrendPicture &picture);

/// A scale per unit, in the order in which the curves bring them.
std::vector<TrendScale> scalesOf(const TrendPicture &picture);

} // namespace rig::widgets
