#pragma once

#include "domain/plant.h"

rig::Sensor sensor(const std::string &name, const std::string &title = {},
                   rig::Category category = rig::Category::custom, const std::string &unit = {});

/// A sound plant with every kind of field set: two areas, three sensors, two machines.
rig::PlantDefinition soundPlant();

/// The sensor or machine of that name in it.
rig::Sensor &sensorOf(rig::PlantDefinition &plant, std::string_view name);
rig::Machine &machineOf(rig::PlantDefinition &plant, std::string_view id);
