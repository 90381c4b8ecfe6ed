#include "domain/minutemeans.h"

#include <algorithm>
#include <cmath>

namespace rig {

namespace {

double meanAt(const Rollup &rollup, std::size_t slot)
{
    if (slot >= rollup.counts.size() || rollup.counts[slot] <= 0 ||
        rollup.bads[slot] * 2 > rollup.counts[slot])
        return noValue;
    return rollup.sums[slot] / rollup.counts[slot];
}

RunState runOf(const MinuteMeans &minute, const MachineLayout &layout, RunState before)
{
    if (layout.maintenance(minute.at))
        return RunState::maintenance;
    const auto &rule = layout.machine().stateRule;
    const int slot = rule ? layout.slotOf(rule->sensor) : -1;
    const double value = slot < 0 ? noValue : minute.means[static_cast<std::size_t>(slot)];
    if (std::isnan(value))
        return RunState::unknown;
    if (value >= rule->threshold)
        return RunState::running;
    if (value < rule->threshold - rule->hysteresis)
        return RunState::stopped;
    return before == RunState::maintenance ? RunState::unknown : before;
}

} // namespace

MinuteMeans minuteMeans(const Rollup &rollup, const MachineLayout &layout, RunState before)
{
    MinuteMeans minute{rollup.at, {}, RunState::unknown};
    for (std::size_t slot = 0; slot < layout.columns().size(); ++slot)
        minute.means.push_back(layout.columns()[slot].live ? meanAt(rollup, slot) : noValue);
    minute.run = runOf(minute, layout, before);
    return minute;
}

HealthPoint healthOf(const MinuteMeans &minute, const MachineLayout &layout)
{
    HealthPoint point{minute.at};
    point.run = minute.run;
    if (minute.run == RunState::stopped || minute.run == RunState::maintenance)
        return point;
    std::array<int, categoryCount> sensors{};
    std::array<int, categoryCount> known{};
    std::array<double, categoryCount> sums{};
    for (std::size_t slot = 0; slot < layout.columns().size(); ++slot) {
        const MachineLayout::Column &column = layout.columns()[slot];
        if (!column.live || layout.maintenance(slot, minute.at))
            continue;
        const auto category = static_cast<std::size_t>(column.sensor->category);
        ++sensors[category];
        if (std::isnan(minute.means[slot]))
            continue;
        ++known[category];
        sums[category] += healthOf(minute.means[slot], column.limits);
    }
    for (std::size_t category = 0; category < categoryCount; ++category)
        if (known[category] > 0 && known[category] * 2 >= sensors[category])
            point.shares[category] = sums[category] / known[category];
    return point;
}

double weakest(const HealthPoint &point)
{
    double least = noValue;
    for (const double share : point.shares)
        least = std::isnan(least) ? share : std::fmin(least, share);
    return least;
}

} // namespace rig
