#pragma once

#include "domain/outlook.h"

namespace rig::storage {

// As in findingjson.h.

std::string jsonOf(const std::vector<LifeEstimate> &lives);
std::vector<LifeEstimate> livesIn(std::string_view json);

} // namespace rig::storage
