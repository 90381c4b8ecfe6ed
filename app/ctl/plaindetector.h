#pragma once

#include "ml/table.h"

namespace rig::ctl {

/// What a detector is held against: the squared Mahalanobis distance, with a shrunk covariance, of the mean
/// of the last ten rows in standard deviations. One score a row of `test`, learnt from `train`; both whole.
std::vector<double> plainScores(const ml::Table &train, const ml::Table &test);

} // namespace rig::ctl
