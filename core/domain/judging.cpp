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

/// The instant from which a value counts as stale.
Instant staleFrom(const SensorMemory &sensor, const Sensor &kind)
{
    return *sensor.recordTime + staleAfter(kind.interval);
}

bool standing(const SensorMemory &sensor, LimitName limit)
{
    return sensor.standing[static_cast<std::size_t>(limit)];
}

bool anythingStands(const SensorMemory &sensor)
{
    return std::find(sensor.standing.begin(), sensor.standing.end(), true) != sensor.standing.end();
}

bool isRead(const MachineLayout &layout, const MachineLayout::Column &column)
{
    return column.live && !layout.machine().retired;
}

RunState risen(const Reading &reading, const StateRule &rule, std::optional<Instant> &since)
{
    const Instant now = reading.madeAt();
    since = std::min(since.value_or(now), now);
    if (now - *since < rule.hold)
        return RunState::starting;
    since.reset();
    return RunState::running;
}

void judgeRun(const Reading &reading, const MachineLayout &layout, MachineMemory &memory)
{
    const auto &rule = layout.machine().stateRule;
    const int slot = rule ? layout.slotOf(rule->sensor) : -1;
    if (slot < 0) {
        memory.run = RunState::unknown;
        memory.startingSince.reset();
        return;
    }
    const double value = reading.values[static_cast<std::size_t>(slot)];
    if (std::isnan(value))
        return;
    if (value < rule->threshold) {
        memory.startingSince.reset();
        if (value < rule->threshold - rule->hysteresis)
            memory.run = RunState::stopped;
    } else if (memory.run != RunState::running) {
        memory.run = risen(reading, *rule, memory.startingSince);
    }
}

/// Turns limits of one machine over and appends the events.
class Turning
{
public:
    Turning(const MachineLayout &layout, MachineMemory &memory, std::vector<LimitEvent> &events)
        : m_layout(layout), m_memory(memory), m_events(events)
    {
    }

    void byReading(std::size_t slot, LimitName limit, bool raised, const Reading &reading, bool late)
    {
        LimitEvent &event = turn(slot, limit, raised);
        event.value = reading.values[slot];
        event.at = reading.at;
        event.receivedAt = reading.receivedAt;
        event.cause = LimitEvent::Cause{reading.partition, reading.offset};
        event.late = late;
    }

    void byItself(std::size_t slot, LimitName limit, bool raised, Instant at, Instant now)
    {
        LimitEvent &event = turn(slot, limit, raised);
        event.at = at;
        event.receivedAt = now;
        event.late = now - at > lateAfter;
    }

private:
    LimitEvent &turn(std::size_t slot, LimitName limit, bool raised)
    {
        const auto index = static_cast<std::size_t>(limit);
        SensorMemory &sensor = m_memory.sensors[slot];
        sensor.standing[index] = raised;
        if (raised)
            ++sensor.occurrences[index];
        LimitEvent event;
        event.machine = m_layout.machine().number;
        event.slot = static_cast<std::int32_t>(slot);
        event.limit = limit;
        event.raised = raised;
        event.occurrence = sensor.occurrences[index];
        return m_events.emplace_back(event);
    }

    const MachineLayout &m_layout;
    MachineMemory &m_memory;
    std::vector<LimitEvent> &m_events;
};

/// Judges the values of one reading.
class ReadingJudge
{
public:
    ReadingJudge(const Reading &reading, const MachineLayout &layout, bool late, MachineMemory &memory,
                 std::vector<LimitEvent> &events)
        : m_reading(reading),
          m_layout(layout),
          m_late(late),
          m_run(runAt(reading.at, layout, memory)),
          m_memory(memory),
          m_turning(layout, memory, events)
    {
    }

    void judge(std::size_t slot)
    {
        const bool given = !std::isnan(m_reading.values[slot]);
        if (given)
            judgeAge(slot);
        // Without a value nothing is known anew, but what may no longer stand returns all the same.
        const bool suspended = suspends(m_run) || m_layout.maintenance(slot, m_reading.at);
        if (given || suspended)
            judgeLimits(slot, suspended);
    }

private:
    void judgeAge(std::size_t slot)
    {
        const Sensor &kind = *m_layout.columns()[slot].sensor;
        SensorMemory &sensor = m_memory.sensors[slot];
        const Instant made = m_reading.madeAt();
        const bool missed = sensor.recordTime && made > staleFrom(sensor, kind);
        if (missed && !standing(sensor, LimitName::stale))
            m_turning.byItself(slot, LimitName::stale, true, staleFrom(sensor, kind), m_reading.receivedAt);
        const bool fresh = m_reading.receivedAt - made <= staleAfter(kind.interval);
        if (standing(sensor, LimitName::stale) && (missed || fresh))
            turn(slot, LimitName::stale, false);
        sensor.recordTime = std::max(sensor.recordTime.value_or(made), made);
    }

    void judgeLimits(std::size_t slot, bool suspended)
    {
        for (const LimitName name : valueLimits) {
            const bool stood = standing(m_memory.sensors[slot], name);
            const bool stands = !suspended && standsNow(slot, name, stood);
            if (stands != stood)
                turn(slot, name, stands);
        }
    }

    /// Between the limit and its deadband it stays what it was.
    bool standsNow(std::size_t slot, LimitName name, bool stood) const
    {
        const Limits &limits = m_layout.columns()[slot].limits;
        const std::optional<double> limit = limitOf(limits, name);
        if (!limit)
            return false;
        const double value = m_reading.values[slot];
        if (name == LimitName::hi || name == LimitName::hiHi)
            return value > *limit || (stood && value > *limit - limits.deadband);
        return value < *limit || (stood && value < *limit + limits.deadband);
    }

    void turn(std::size_t slot, LimitName limit, bool raised)
    {
        m_turning.byReading(slot, limit, raised, m_reading, m_late);
    }

    const Reading &m_reading;
    const MachineLayout &m_layout;
    bool m_late;
    RunState m_run;
    MachineMemory &m_memory;
    Turning m_turning;
};

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
    const Instant when = reading.takenAt();
    const bool older = memory.newestAt && when < *memory.newestAt;
    memory.newestAt = std::max(memory.newestAt.value_or(when), when);
    memory.partition = reading.partition;
    memory.sensors.resize(layout.columns().size());
    judgeRun(reading, layout, memory);
    ReadingJudge values(reading, layout, late || older, memory, events);
    for (std::size_t slot = 0; slot < std::min(reading.values.size(), memory.sensors.size()); ++slot)
        values.judge(slot);
}

void judgeAbsence(Instant until, Instant now, const MachineLayout &layout, MachineMemory &memory,
                  std::vector<LimitEvent> &events)
{
    Turning turning(layout, memory, events);
    memory.sensors.resize(layout.columns().size());
    for (std::size_t slot = 0; slot < memory.sensors.size(); ++slot) {
        SensorMemory &sensor = memory.sensors[slot];
        const MachineLayout::Column &column = layout.columns()[slot];
        if (!isRead(layout, column)) {
            for (std::size_t name = 0; name < sensor.standing.size(); ++name)
                if (sensor.standing[name])
                    turning.byItself(slot, static_cast<LimitName>(name), false, memory.newestAt.value_or(now),
                                     now);
            // Its occurrences stay: they go on from there if it is ever read again.
            sensor.recordTime.reset();
        } else if (sensor.recordTime && !standing(sensor, LimitName::stale)) {
            if (const Instant due = staleFrom(sensor, *column.sensor); until > due)
                turning.byItself(slot, LimitName::stale, true, due, now);
        }
    }
}

std::optional<Instant> nextAbsence(const MachineLayout &layout, const MachineMemory &memory)
{
    std::optional<Instant> first;
    for (std::size_t slot = 0; slot < memory.sensors.size() && slot < layout.columns().size(); ++slot) {
        const SensorMemory &sensor = memory.sensors[slot];
        const MachineLayout::Column &column = layout.columns()[slot];
        if (!isRead(layout, column)) {
            if (anythingStands(sensor) || sensor.recordTime)
                return Instant::min();
        } else if (sensor.recordTime && !standing(sensor, LimitName::stale)) {
            const Instant due = staleFrom(sensor, *column.sensor);
            first = std::min(first.value_or(due), due);
        }
    }
    return first;
}

RunState runAt(Instant at, const MachineLayout &layout, const MachineMemory &memory)
{
    return layout.maintenance(at) ? RunState::maintenance : memory.run;
}

LimitState limitState(const SensorMemory &memory, RunState run)
{
    if (!memory.recordTime || suspends(run))
        return LimitState::unjudged;
    if (standing(memory, LimitName::loLo))
        return LimitState::loLo;
    if (standing(memory, LimitName::hiHi))
        return LimitState::hiHi;
    if (standing(memory, LimitName::lo))
        return LimitState::lo;
    if (standing(memory, LimitName::hi))
        return LimitState::hi;
    return LimitState::normal;
}

} // namespace rig
