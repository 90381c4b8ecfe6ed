#pragma once

#include <span>

namespace rig::ml {

// How well scores order rows of which a person says that they are anomalous (1) or not (0): as many labels as
// scores, and rows that tie count as half, or all at once. NaN where one of the two kinds is missing.

/// The area under the ROC curve: how likely an anomalous row scores above one that is not.
double areaUnderRoc(std::span<const double> scores, std::span<const int> labels);

} // namespace rig::ml
