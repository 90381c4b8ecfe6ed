#pragma once

#include "ctl/trainingrows.h"
#include "domain/modelfacts.h"
#include "ml/machinemodel.h"

namespace rig::ctl {

/// How a model does on marked findings; none where it knows a sensor that their rows do not have.
std::optional<MarkedQuality> qualityOn(const std::vector<MarkedRows> &findings,
                                       const std::shared_ptr<const ml::MachineModel> &model);

} // namespace rig::ctl
