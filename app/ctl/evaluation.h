#pragma once

#include "ctl/csvtable.h"
#include "ml/machinewatch.h"
#include "ml/ranking.h"

namespace rig::ctl {

/// How detection did on one recording: trained on train.csv, scored on test.csv. NaN where there is nothing
/// to say.
struct CaseFigures
{
    double fusedArea = 0; ///< under the ROC curve
    double forestArea = 0;
    double autoencoderArea = 0;
    double subspaceArea = 0;
    double precision = 0; ///< average precision of the fused score
    double delay = 0;     ///< rows until it exceeds what 1 % of the healthy rows do
    double lasting = 0;   ///< likewise, in five rows on end
    /// The same of the plain detector.
    double plainArea = 0;
    double plainPrecision = 0;
    double plainDelay = 0;
    double plainLasting = 0;
    ml::FlagCounts flags;
    double healthyShare = 0; ///< of rows flagged in the last 40 % of train.csv by what the first 60 % taught
};

/// Those of one kind: the folder that theirs lie in.
struct FamilyFigures
{
    QString name;
    std::vector<CaseFigures> cases;
};

/// Every folder below `folder` that has a train.csv and a test.csv with a column label, by the folder above
/// it. badConfiguration where there is none, or a file cannot be read.
Result<std::vector<FamilyFigures>> evaluate(const QString &folder, const ml::TrainingConfig &config,
                                            const std::function<void(const QString &)> &say);

} // namespace rig::ctl
