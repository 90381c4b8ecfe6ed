#include "ctl/simulatedtable.h"

#include "composition/core/demoplant.h"
#include "simulator/simulatedrows.h"

#include <algorithm>

namespace rig::ctl {

Result<std::vector<Limits>> limitsOfSensors()
{
    const auto plant = composition::demoPlant();
    if (!plant)
        return tl::unexpected(plant.error());
    std::vector<Limits> limits;
    for (const simulator::Signal &signal : simulator::signalTable()) {
        const auto sensor = std::ranges::find(plant->sensors, signal.name, &Sensor::name);
        limits.push_back(sensor == plant->sensors.end() ? Limits{}
                                                        : effectiveLimits(sensor->limits, sensor->range));
    }
    return limits;
}

bool beyond(const Limits &limits, double value)
{
    return (limits.lo && value < *limits.lo) || (limits.hi && value > *limits.hi);
}

ml::Table tableOf(const simulator::SimulationRun &run)
{
    ml::Table table;
    for (const simulator::Signal &signal : simulator::signalTable())
        table.sensors.emplace_back(signal.name);
    for (simulator::SimulatedRows rows(run); rows.next();)
        table.values.insert(table.values.end(), rows.values().begin(), rows.values().end());
    return table;
}

} // namespace rig::ctl
