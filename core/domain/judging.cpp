#include "domain/judging.h"

#include <algorithm>
#include <cmath>

namespace rig {

using namespace std::chrono_literals;

namespace {

constexpr std::array valueLimits{LimitName::loLo, LimitName::lo, LimitName::hi, LimitName::hiHi};

bool suspends(RunState run)
{
    return run == RunState::stopped || run == RunState::maintenance;
}

std::optional<double> limitOf(const Limits &limits, LimitName name)
{
    switch (name) {
    case LimitName::loLo:
        return limits.loLo;
    case LimitName::lo:
        return limits.lo;
    case LimitName::hi:
        return limits.hi;
    case LimitName::hiHi:
        return limits.hiHi;
    case LimitName::stale:
        break;
    }
    return {};
}

/// Whether a limit stands after `value`; between the limit and its deadband it stays what it was.
bool stands(double value, double limit, double deadband, bool upper, bool stood)
{
    if (upper)
        return value > limit || (stood && value > limit - deadband);
    return value < limit || (stood && value < limit + deadband);
}

/// Turns one limit over and appends the event.
LimitEvent &turn(SensorMemory &sensor, LimitName limit, bool raised, std::vector<LimitEvent> &events)
{
    const auto index = static_cast<std::size_t>(limit);
    sensor.standing[index] = raised;
    if (raised)
        ++sensor.occurrences[index];
    LimitEvent event;
    event.limit = limit;
    event.raised = raised;
    event.occurrence = sensor.occurrences[index];
    return events.emplace_back(event);
}

/// Fills in what all events of one reading share.
class ReadingEvents
{
public:
    ReadingEvents(const Reading &reading, bool late, std::vector<LimitEvent> &events)
        : m_reading(reading), m_late(late), m_events(events)
    {
    }

    void turn(SensorMemory &sensor, int slot, LimitName limit, bool raised)
    {
        LimitEvent &event = rig::turn(sensor, limit, raised, m_events);
        event.machine = m_reading.machine;
        event.slot = slot;
        event.value = static_cast<std::size_t>(slot) < m_reading.values.size()
                          ? m_reading.values[static_cast<std::size_t>(slot)]
                          : noValue;
        event.at = m_reading.at;
        event.receivedAt = m_reading.receivedAt;
        event.cause = LimitEvent::Cause{m_reading.partition, m_reading.offset};
        event.late = m_late;
    }

private:
    const Reading &m_reading;
    bool m_late;
    std::vector<LimitEvent> &m_events;
};

void judgeRun(const Reading &reading, const MachineLayout &layout, MachineMemory &memory)
{
    const auto &rule = layout.machine().stateRule;
    const int slot = rule ? layout.slotOf(rule->sensor) : -1;
    if (slot < 0) {
        memory.run = RunState::unknown;
        return;
    }
    const double value = reading.values[static_cast<std::size_t>(slot)];
    if (std::isnan(value))
        return;
    if (value < rule->threshold - rule->hysteresis) {
        memory.run = RunState::stopped;
        memory.startingSince.reset();
    } else if (value >= rule->threshold && memory.run != RunState::running) {
        if (!memory.startingSince)
            memory.startingSince = reading.recordTime;
        memory.run =
            reading.recordTime - *memory.startingSince >= rule->hold ? RunState::running : RunState::starting;
        if (memory.run == RunState::running)
            memory.startingSince.reset();
    }
}

void judgeLimits(const MachineLayout::Column &column, double value, int slot, SensorMemory &sensor,
                 ReadingEvents &events)
{
    for (const LimitName name : valueLimits) {
        const std::optional<double> limit = limitOf(column.limits, name);
        const bool stood = sensor.standing[static_cast<std::size_t>(name)];
        if (!limit && !stood)
            continue;
        const bool upper = name == LimitName::hi || name == LimitName::hiHi;
        const bool now = limit && stands(value, *limit, column.limits.deadband, upper, stood);
        if (now != stood)
            events.turn(sensor, slot, name, now);
    }
}

void returnLimits(int slot, SensorMemory &sensor, ReadingEvents &events)
{
    for (const LimitName name : valueLimits)
        if (sensor.standing[static_cast<std::size_t>(name)])
            events.turn(sensor, slot, name, false);
}

/// The instant from which a value counts as stale.
Instant staleFrom(const SensorMemory &sensor, const Sensor &kind)
{
    return *sensor.recordTime + staleAfter(kind.interval);
}

void raiseStale(int machine, int slot, const Sensor &kind, Instant now, SensorMemory &sensor,
                std::vector<LimitEvent> &events)
{
    LimitEvent &event = turn(sensor, LimitName::stale, true, events);
    event.machine = machine;
    event.slot = slot;
    event.at = staleFrom(sensor, kind);
    event.receivedAt = now;
}

void judgeValue(const Reading &reading, const MachineLayout::Column &column, int slot, bool suspended,
                SensorMemory &sensor, ReadingEvents &events, std::vector<LimitEvent> &all)
{
    const double value = reading.values[static_cast<std::size_t>(slot)];
    if (std::isnan(value)) {
        // Without a value nothing is known anew; but what may no longer stand returns all the same.
        if (suspended || !column.live)
            returnLimits(slot, sensor, events);
        return;
    }
    // However seldom staleness was looked at meanwhile: a value that stayed away too long was stale in
    // between.
    constexpr auto stale = static_cast<std::size_t>(LimitName::stale);
    if (sensor.recordTime && !sensor.standing[stale] &&
        reading.recordTime > staleFrom(sensor, *column.sensor))
        raiseStale(reading.machine, slot, *column.sensor, reading.receivedAt, sensor, all);
    if (sensor.standing[stale])
        events.turn(sensor, slot, LimitName::stale, false);
    sensor.recordTime = std::max(sensor.recordTime.value_or(reading.recordTime), reading.recordTime);
    if (suspended)
        returnLimits(slot, sensor, events);
    else
        judgeLimits(column, value, slot, sensor, events);
}

} // namespace

milliseconds staleAfter(milliseconds interval)
{
    return std::max<milliseconds>(interval * 3, 2s);
}

milliseconds badAfter(milliseconds interval)
{
    return std::max<milliseconds>(interval * 10, 20s);
}

void judge(const Reading &reading, const MachineLayout &layout, bool late, MachineMemory &memory,
           std::vector<LimitEvent> &events)
{
    // A source clock that runs ahead must not make everything after it look old.
    const Instant when = std::min(reading.at, reading.recordTime);
    const bool older = memory.newestAt && when < *memory.newestAt;
    memory.newestAt = older ? memory.newestAt : std::optional(when);
    memory.partition = reading.partition;
    memory.sensors.resize(layout.columns().size());
    judgeRun(reading, layout, memory);
    ReadingEvents own(reading, late || older, events);
    for (std::size_t slot = 0; slot < reading.values.size() && slot < memory.sensors.size(); ++slot)
        judgeValue(reading, layout.columns()[slot], static_cast<int>(slot), suspends(memory.run),
                   memory.sensors[slot], own, events);
}

void judgeStaleness(Instant now, const MachineLayout &layout, MachineMemory &memory,
                    std::vector<LimitEvent> &events)
{
    memory.sensors.resize(layout.columns().size());
    for (std::size_t slot = 0; slot < memory.sensors.size(); ++slot) {
        SensorMemory &sensor = memory.sensors[slot];
        const MachineLayout::Column &column = layout.columns()[slot];
        const bool stands = sensor.standing[static_cast<std::size_t>(LimitName::stale)];
        if (column.live && sensor.recordTime && !stands && now > staleFrom(sensor, *column.sensor))
            raiseStale(layout.machine().number, static_cast<int>(slot), *column.sensor, now, sensor, events);
    }
}

std::optional<Instant> nextStaleness(const MachineLayout &layout, const MachineMemory &memory)
{
    std::optional<Instant> first;
    for (std::size_t slot = 0; slot < memory.sensors.size() && slot < layout.columns().size(); ++slot) {
        const SensorMemory &sensor = memory.sensors[slot];
        if (!layout.columns()[slot].live || !sensor.recordTime ||
            sensor.standing[static_cast<std::size_t>(LimitName::stale)])
            continue;
        const Instant due = staleFrom(sensor, *layout.columns()[slot].sensor);
        first = std::min(first.value_or(due), due);
    }
    return first;
}

void returnAll(const MachineLayout &layout, Instant now, MachineMemory &memory,
               std::vector<LimitEvent> &events)
{
    for (std::size_t slot = 0; slot < memory.sensors.size(); ++slot) {
        for (std::size_t name = 0; name < memory.sensors[slot].standing.size(); ++name) {
            if (!memory.sensors[slot].standing[name])
                continue;
            LimitEvent &event = turn(memory.sensors[slot], static_cast<LimitName>(name), false, events);
            event.machine = layout.machine().number;
            event.slot = static_cast<int>(slot);
            event.at = memory.newestAt.value_or(now);
            event.receivedAt = now;
        }
    }
}

LimitState limitState(const SensorMemory &memory, RunState run)
{
    const auto standing = [&](LimitName name) { return memory.standing[static_cast<std::size_t>(name)]; };
    if (!memory.recordTime || suspends(run))
        return LimitState::unjudged;
    if (standing(LimitName::loLo))
        return LimitState::loLo;
    if (standing(LimitName::hiHi))
        return LimitState::hiHi;
    if (standing(LimitName::lo))
        return LimitState::lo;
    if (standing(LimitName::hi))
        return LimitState::hi;
    return LimitState::normal;
}

} // namespace rig
