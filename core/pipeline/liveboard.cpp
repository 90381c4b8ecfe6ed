#include "pipeline/liveboard.h"

#include <algorithm>
#include <cmath>

namespace rig::pipeline {

namespace {

/// Of the plant, which it keeps.
std::shared_ptr<const Maintenance> shared(const PlantPtr &plant, const Maintenance *maintenance)
{
    return maintenance ? std::shared_ptr<const Maintenance>(plant, maintenance) : nullptr;
}

/// What a value is worth at this age, whatever it was worth when it came.
QualityReason aged(QualityReason reason, milliseconds interval, Instant recordTime, Instant now)
{
    const auto age = now - recordTime;
    if (age > badAfter(interval))
        return QualityReason::lost;
    if (age > staleAfter(interval))
        return QualityReason::stale;
    return reason;
}

} // namespace

LiveBoard::LiveBoard(const Clock &clock) : m_clock(clock), m_plant(Plant::make(0, {}).value()) {}

void LiveBoard::setPlant(PlantPtr plant, std::optional<Instant> keptAt)
{
    const std::lock_guard lock(m_mutex);
    std::map<std::string_view, MachineBoard *> before;
    for (auto &[number, machine] : m_machines)
        before.emplace(machine.layout->machine().id, &machine);
    std::map<std::int32_t, MachineBoard> machines;
    for (const MachineLayout &layout : plant->machines()) {
        const auto old = before.find(layout.machine().id);
        machines.emplace(layout.machine().number,
                         carriedOver(layout, old == before.end() ? nullptr : old->second));
    }
    m_machines = std::move(machines);
    m_plant = std::move(plant);
    m_plantKeptAt = keptAt;
}

LiveBoard::MachineBoard LiveBoard::carriedOver(const MachineLayout &layout, MachineBoard *before)
{
    MachineBoard machine;
    machine.layout = &layout;
    machine.sensors.resize(layout.columns().size());
    machine.memory.sensors.resize(layout.columns().size());
    if (!before)
        return machine;
    machine.recordTime = before->recordTime;
    machine.origin = before->origin;
    machine.score = before->score;
    machine.outlook = before->outlook;
    const auto sensors = std::move(machine.memory.sensors);
    machine.memory = before->memory;
    machine.memory.sensors = sensors;
    for (std::size_t slot = 0; slot < machine.sensors.size(); ++slot) {
        const auto columns = before->layout->columns();
        const auto same =
            std::find_if(columns.begin(), columns.end(), [&](const MachineLayout::Column &column) {
                return column.sensor->name == layout.columns()[slot].sensor->name;
            });
        if (same == columns.end())
            continue;
        const auto old = static_cast<std::size_t>(same - columns.begin());
        machine.sensors[slot] = std::move(before->sensors[old]);
        machine.memory.sensors[slot] = before->memory.sensors[old];
    }
    return machine;
}

void LiveBoard::take(const Reading &reading)
{
    const std::lock_guard lock(m_mutex);
    ++m_taken;
    m_newest = std::max(m_newest.value_or(reading.recordTime), reading.recordTime);
    const auto found = m_machines.find(reading.machine);
    if (found == m_machines.end())
        return;
    MachineBoard &machine = found->second;
    const Instant when = reading.takenAt();
    const bool older = machine.memory.newestAt && when < *machine.memory.newestAt;
    if (!older) {
        m_events.clear();
        judge(reading, *machine.layout, false, machine.memory, m_events);
        machine.recordTime = reading.recordTime;
        machine.origin = reading.origin;
    }
    for (std::size_t slot = 0; slot < reading.values.size() && slot < machine.sensors.size(); ++slot) {
        const double value = reading.values[slot];
        if (std::isnan(value))
            continue;
        SensorBoard &sensor = machine.sensors[slot];
        sensor.trace.add(reading.recordTime, value);
        if (sensor.when && when < *sensor.when)
            continue;
        sensor.value = value;
        sensor.when = when;
        sensor.recordTime = reading.recordTime;
        sensor.origin = reading.origin;
        sensor.reason = reading.timeQuality != QualityReason::none ? reading.timeQuality
                        : reading.valueQuality.empty()             ? QualityReason::none
                                                                   : reading.valueQuality[slot];
    }
}

void LiveBoard::take(const MachineScore &score)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_machines.find(score.machine);
    if (found != m_machines.end() && (!found->second.score || found->second.score->at < score.at))
        found->second.score = score;
}

void LiveBoard::take(Outlook outlook)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_machines.find(outlook.machine);
    if (found != m_machines.end() && (!found->second.outlook || found->second.outlook->at < outlook.at))
        found->second.outlook = std::make_shared<const Outlook>(std::move(outlook));
}

std::shared_ptr<const PlantState> LiveBoard::state() const
{
    auto state = std::make_shared<PlantState>();
    const std::lock_guard lock(m_mutex);
    state->plant = m_plant;
    state->time = m_clock.now();
    state->plantKeptAt = m_plantKeptAt;
    state->machines.reserve(m_machines.size());
    for (const MachineLayout &layout : m_plant->machines())
        state->machines.push_back(stateOf(m_machines.at(layout.machine().number), state->time));
    return state;
}

MachineState LiveBoard::stateOf(const MachineBoard &machine, Instant now) const
{
    MachineState state;
    state.machine = machine.layout->machine().number;
    state.run = runAt(now, *machine.layout, machine.memory);
    state.maintenance = shared(m_plant, machine.layout->maintenance(now));
    state.recordTime = machine.recordTime;
    state.origin = machine.origin;
    state.score = machine.score;
    state.outlook = machine.outlook;
    state.sensors.resize(machine.sensors.size());
    for (std::size_t slot = 0; slot < machine.sensors.size(); ++slot) {
        const SensorBoard &from = machine.sensors[slot];
        SensorState &to = state.sensors[slot];
        to.maintenance = shared(m_plant, machine.layout->maintenance(slot, now));
        if (!from.recordTime)
            continue;
        to.value = from.value;
        to.recordTime = from.recordTime;
        to.origin = from.origin;
        to.reason =
            aged(from.reason, machine.layout->columns()[slot].sensor->interval, *from.recordTime, now);
        to.quality = qualityOf(to.reason);
        to.average = from.trace.average(now);
        // A value that stayed away says nothing about its limits.
        const bool current = to.reason != QualityReason::stale && to.reason != QualityReason::lost;
        to.limit = current && !to.maintenance && slot < machine.memory.sensors.size()
                       ? limitState(machine.memory.sensors[slot], state.run)
                       : LimitState::unjudged;
    }
    return state;
}

std::vector<TraceStep> LiveBoard::trace(std::int32_t machine, int slot) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_machines.find(machine);
    if (found == m_machines.end() || slot < 0 ||
        static_cast<std::size_t>(slot) >= found->second.sensors.size())
        return std::vector<TraceStep>(Trace::steps);
    const auto index = static_cast<std::size_t>(slot);
    return found->second.sensors[index].trace.until(
        m_clock.now(), staleAfter(found->second.layout->columns()[index].sensor->interval));
}

std::uint64_t LiveBoard::taken() const
{
    const std::lock_guard lock(m_mutex);
    return m_taken;
}

std::optional<Instant> LiveBoard::newest() const
{
    const std::lock_guard lock(m_mutex);
    return m_newest;
}

} // namespace rig::pipeline
