#pragma once

#include "ml/machinemodel.h"

namespace rig::ctl {

/// The default configuration; without the autoencoder, which a sentence says, where that cannot be computed.
ml::TrainingConfig availableTraining();

} // namespace rig::ctl
