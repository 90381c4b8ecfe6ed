#pragma once

#include "domain/remaininglife.h"
#include "ml/lifehistory.h"

#include <optional>
#include <span>

namespace rig::ml {

/// A limit towards which something may move.
struct TrendGoal
{
    double limit = 0;
    bool above = true; ///< it is reached from below
};

/// Where a trend leads.
struct LifeTrend
{
    RemainingLife life;
    TrendShape shape = TrendShape::linear; ///< the likeliest
    double perHour = 0;                    ///< how fast it moves now, by that one
};

/// Further ahead nothing is foretold: 26 weeks.
inline constexpr double furthestHours = 26 * 7 * 24;
/// Shorter than this nothing is known of how a day goes.
inline constexpr double wholeDayHours = 30;

/// When `bins` (ascending, the newest at about 0) reach the goal, if they move towards it.
///
/// What is fitted is a level that holds until some instant and leaves it from then on, linearly,
/// quadratically or exponentially, beside a wave of a day's length once that long is known; by weighted least
/// squares for each of some thousand instants and shapes. Each of them counts as much as its evidence says
/// (Laplace's approximation, MacKay 2003, chapter 28), so that the quantiles are over instants, shapes and
/// the uncertainty of what was fitted. None where nothing moves (odds below 100 to 1), where it may well
/// never arrive (one chance in ten), or only beyond `furthestHours`; nor, while a day is not known, where
/// what moves may be the day's own: where it would take longer than an eighth of the time that is known.
std::optional<LifeTrend> trendTowards(std::span<const TrendBin> bins, const TrendGoal &goal);

} // namespace rig::ml
