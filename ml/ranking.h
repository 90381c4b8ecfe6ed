#pragma once

#include <span>

namespace rig::ml {

// How well scores order rows of which a person says that they are anomalous (1) or not (0): as many labels as
// scores, and rows that tie count as half, or all at once. NaN where one of the two kinds is missing
// or a score is no number.

/// The area under the ROC curve: how likely an anomalous row scores above one that is not.
double areaUnderRoc(std::span<const double> scores, std::span<const int> labels);

/// The mean of the precision at each anomalous row, those that tie all at once.
double averagePrecision(std::span<const double> scores, std::span<const int> labels);

/// How many rows after the first anomalous one the scores first exceed what one in a hundred of the rows that
/// are not anomalous does, in so many rows on end, 1 or more; all that are left where they never do. A single
/// row does so by chance once in a hundred. NaN as above.
double delayAtOnePercent(std::span<const double> scores, std::span<const int> labels, int rowsOnEnd = 1);

/// How many rows were flagged rightly and wrongly; of several files they add up.
struct FlagCounts
{
    double hits = 0;
    double falseAlarms = 0;
    double misses = 0;
    double rests = 0; ///< rows that are nothing and were not flagged

    void add(bool flag, int label);
    FlagCounts &operator+=(const FlagCounts &other);

    double f1() const;
    double falseAlarmRate() const; ///< over rows that are not anomalous, 0 to 1
    double missRate() const;       ///< over rows that are
};

} // namespace rig::ml
