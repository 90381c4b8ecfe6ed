#include "judge/plants.h"

#include <stdexcept>

namespace rig::test {

Sensor sensor(const std::string &name, const Limits &limits, milliseconds interval)
{
    Sensor sensor;
    sensor.name = name;
    sensor.title = name;
    sensor.limits = limits;
    sensor.interval = interval;
    return sensor;
}

Machine machine(const std::string &id, std::int32_t number, const std::vector<Sensor> &sensors,
                const std::optional<StateRule> &rule)
{
    Machine machine;
    machine.id = id;
    machine.number = number;
    machine.title = id;
    machine.stateRule = rule;
    for (const Sensor &one : sensors)
        machine.slots.push_back({one.name, false});
    return machine;
}

PlantPtr plantOf(PlantDefinition definition, std::int64_t revision)
{
    auto plant = Plant::make(revision, std::move(definition));
    if (!plant)
        throw std::runtime_error(plant.error().sentence.toStdString());
    return *plant;
}

} // namespace rig::test
