#pragma once

#include "domain/plant.h"

namespace rig::test {

/// A sensor without a range, so that it has the limits that are given and no others.
Sensor sensor(const std::string &name, const Limits &limits = {},
              milliseconds interval = std::chrono::seconds{1});

/// A machine with all of these sensors, in this order.
Machine machine(const std::string &id, std::int32_t number, const std::vector<Sensor> &sensors,
                const std::optional<StateRule> &rule = {});

/// A plant that is known to be sound.
PlantPtr plantOf(PlantDefinition definition, std::int64_t revision = 1);

} // namespace rig::test
