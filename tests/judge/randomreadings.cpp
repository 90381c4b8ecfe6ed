#include "judge/randomreadings.h"

#include "judge/plants.h"

#include <algorithm>

namespace rig::test {

using namespace std::chrono_literals;

PlantDefinition livelyPlant()
{
    PlantDefinition plant;
    plant.sensors = {sensor("rpm", {{}, {}, 180, {}, 5}, 5s), sensor("x", {-20, -10, 10, 20, 3}, 1s),
                     sensor("y", {{}, -10, 10, {}, 0}, 50ms), sensor("seldom", {{}, {}, {}, 12, 1}, 2s),
                     sensor("steady")};
    plant.sensors[2].range = {-30, 30};
    plant.sensors[4].interval = 24h;
    plant.machines = {machine("A", 1, plant.sensors, StateRule{"rpm", 100, 20, 0ms}),
                      machine("B", 2, plant.sensors, StateRule{"rpm", 60, 0, 30s}),
                      machine("C", 5, plant.sensors)};
    return plant;
}

RandomReadings::RandomReadings(std::uint32_t seed, Instant start) : m_random(seed), m_time(start)
{
    for (const char *machine : {"A", "B", "C"})
        m_machines[machine].values = {{"rpm", 120}, {"x", 0}, {"y", 0}, {"seldom", 0}, {"steady", 0}};
}

JudgedReading RandomReadings::next()
{
    m_time += milliseconds{below(20) == 0 ? 1 + below(4000) : 1 + below(400)};
    auto chosen = std::next(m_machines.begin(), below(3));
    if (below(200) == 0)
        chosen->second.silent = !chosen->second.silent;
    if (chosen->second.silent)
        chosen = std::prev(m_machines.end()); // C never falls silent by itself
    JudgedReading reading;
    reading.machine = chosen->first;
    reading.recordTime = m_time;
    reading.at = m_time - milliseconds{below(10) == 0 ? below(5000) : 0};
    for (auto &[sensor, value] : chosen->second.values) {
        const double size = sensor == "rpm" ? 40 : 6;
        value += size * (static_cast<double>(below(2001)) / 1000 - 1);
        value = std::clamp(value, sensor == "rpm" ? 0.0 : -32.0, sensor == "rpm" ? 220.0 : 32.0);
        if (below(sensor == "seldom" ? 2 : 12) != 0)
            reading.values[sensor] = value;
    }
    return reading;
}

} // namespace rig::test
