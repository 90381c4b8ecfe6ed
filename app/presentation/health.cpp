#include "presentation/health.h"

#include "presentation/glyph.h"

#include <algorithm>
#include <cmath>

namespace rig::presentation {

namespace {

constexpr double nominalFrom = 0.8;
constexpr double warningFrom = 0.5;

Health::Verdict verdict(double share, bool alarm)
{
    if (alarm || share < warningFrom)
        return Health::Verdict::critical;
    return share < nominalFrom ? Health::Verdict::warning : Health::Verdict::nominal;
}

} // namespace

bool countsForHealth(const SensorState &sensor)
{
    return sensor.recordTime && sensor.quality != Quality::bad && sensor.reason != QualityReason::stale &&
           std::isfinite(sensor.value);
}

Health healthOf(Category category, const MachineLayout &layout, const MachineState &state)
{
    Health health;
    double sum = 0;
    bool alarm = false;
    for (std::size_t slot = 0; slot < layout.columns().size(); ++slot) {
        const MachineLayout::Column &column = layout.columns()[slot];
        if (!column.live || column.sensor->category != category)
            continue;
        const SensorState sensor = slot < state.sensors.size() ? state.sensors[slot] : SensorState{};
        if (sensor.maintenance)
            continue;
        ++health.sensors;
        health.heard = health.heard || sensor.recordTime.has_value();
        if (!countsForHealth(sensor))
            continue;
        ++health.usable;
        sum += healthOf(sensor.value, column.limits);
        alarm = alarm || statusOf(signOf(sensor, state.run)) == Status::alarm;
    }
    if (health.usable == 0 || health.usable * 2 < health.sensors)
        return health;
    health.share = sum / health.usable;
    health.verdict = verdict(health.share, alarm);
    return health;
}

} // namespace rig::presentation
