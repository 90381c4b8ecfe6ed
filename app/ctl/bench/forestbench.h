#pragma once

#include "domain/result.h"
#include "ml/isolationforest.h"

namespace rig::ctl {

struct ForestFigures
{
    std::size_t rows = 0;
    double trainSeconds = 0; ///< the median of five
    double scoreSeconds = 0; ///< the median of five, for all rows
    double rowSeconds = 0;   ///< the median of 1,000, for a single row with its shares not counted
    double area = 0;         ///< under the ROC curve, NaN without labels; labels never train
};

/// An isolation forest on all rows of a CSV file, on this thread; reading the file is not counted.
Result<ForestFigures> benchForest(const QString &file, const ml::IsolationForestConfig &config);

} // namespace rig::ctl
