#include "ctl/bench/ingestload.h"

#include <array>
#include <charconv>

namespace rig::ctl {

namespace {

PlantDefinition plantOf(const PlantDefinition &demo, int machines)
{
    PlantDefinition plant = demo;
    const Machine pattern = demo.machines.front();
    plant.machines.clear();
    for (int i = 0; i < machines; ++i) {
        Machine machine = pattern;
        machine.number = i + 1;
        machine.id = std::string("bench-").append(std::to_string(100 + i));
        machine.title = machine.id;
        plant.machines.push_back(machine);
    }
    return plant;
}

} // namespace

IngestLoad::IngestLoad(const PlantDefinition &demo, int machines, Instant start, std::uint32_t seed)
    : m_plant(plantOf(demo, machines)), m_start(start), m_random(seed)
{
}

IngestLoad::Message IngestLoad::next()
{
    const std::size_t round = m_made / m_plant.machines.size();
    const Machine &machine = m_plant.machines[m_made++ % m_plant.machines.size()];
    Message message{machine.id, {}};
    message.payload.append(R"({"machine_id":")").append(machine.id).append(R"(","timestamp":")");
    message.payload.append(formatInstant(m_start + period * static_cast<std::int64_t>(round))).append("\"");
    for (const Sensor &sensor : m_plant.sensors) {
        const double low = sensor.limits.lo.value_or(0);
        const double high = sensor.limits.hi.value_or(1);
        const double value = std::normal_distribution<double>((low + high) / 2, (high - low) / 8)(m_random);
        std::array<char, 32> text;
        const auto end =
            std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 4).ptr;
        message.payload.append(",\"").append(sensor.name).append("\":").append(text.data(), end);
    }
    message.payload.append("}");
    return message;
}

} // namespace rig::ctl
