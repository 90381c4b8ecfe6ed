#include "pipeline/machinejudge.h"

namespace rig::pipeline {

using namespace std::chrono_literals;

namespace {
/// While records are read their time moves on in small steps; looking at every machine for each is too much,
/// and what has become stale in between is noticed with its own next value at the latest.
constexpr auto staleStep = 200ms;
} // namespace

MachineJudge::MachineJudge(std::string defaultMachine) : m_decoder(std::move(defaultMachine)) {}

void MachineJudge::begin(const StreamId &stream, const JudgeStart &start, Instant now)
{
    m_stream = stream;
    m_plant = start.plant;
    m_machines.clear();
    m_recorded.clear();
    m_staleLooked.clear();
    m_touched.clear();
    m_events.clear();
    for (const StartPosition &position : start.positions)
        m_recorded[position.partition] = position.next;
    m_next = m_recorded;
    for (const MachineLayout &layout : m_plant->machines()) {
        const auto memory = start.memories.find(layout.machine().number);
        Watched machine{
            &layout, memory == start.memories.end() ? MachineMemory{} : memory->second, {}, false};
        const bool ours = m_recorded.contains(machine.memory.partition);
        if (layout.machine().retired && ours) {
            returnAll(layout, now, machine.memory, m_events);
            machine.changed = !m_events.empty();
            if (machine.changed)
                m_touched[machine.memory.partition] = true;
        }
        machine.nextStaleness = nextStaleness(layout, machine.memory);
        m_machines.emplace(layout.machine().number, std::move(machine));
    }
}

bool MachineJudge::judge(const Record &record, Instant now)
{
    const auto position = m_next.find(record.partition);
    if (position == m_next.end() || record.offset < position->second.value_or(0))
        return false;
    position->second = record.offset + 1;
    m_touched[record.partition] = true;
    const auto reading = m_decoder.decode(record, *m_plant, m_unknown);
    if (!reading || reading->origin == Origin::history)
        return false;
    raiseStale(record.partition, reading->recordTime);
    Watched &machine = m_machines.at(reading->machine);
    const bool late = now - reading->recordTime > lateAfter;
    rig::judge(*reading, *machine.layout, late, machine.memory, m_events);
    note(machine);
    return true;
}

void MachineJudge::watch(std::int32_t partition, Instant now)
{
    if (m_next.contains(partition))
        raiseStale(partition, now - onItsWay);
}

void MachineJudge::raiseStale(std::int32_t partition, Instant now)
{
    Instant &looked = m_staleLooked[partition];
    if (now - looked < staleStep)
        return;
    looked = now;
    for (auto &[number, machine] : m_machines) {
        if (machine.memory.partition != partition || !machine.nextStaleness ||
            now <= *machine.nextStaleness || machine.layout->machine().retired)
            continue;
        judgeStaleness(now, *machine.layout, machine.memory, m_events);
        note(machine);
        m_touched[partition] = true;
    }
}

void MachineJudge::note(Watched &machine)
{
    machine.changed = true;
    machine.nextStaleness = nextStaleness(*machine.layout, machine.memory);
}

JudgeBatch MachineJudge::take()
{
    JudgeBatch batch;
    batch.plantRevision = m_plant->revision();
    batch.stream = m_stream;
    for (const auto &[partition, touched] : m_touched)
        batch.advances.push_back({partition, m_recorded.at(partition), m_next.at(partition).value_or(0)});
    batch.events = std::move(m_events);
    for (auto &[number, machine] : m_machines)
        if (std::exchange(machine.changed, false))
            batch.memories.emplace(number, machine.memory);
    for (const Advance &advance : batch.advances)
        m_recorded[advance.partition] = m_next[advance.partition] = advance.next;
    m_events.clear();
    m_touched.clear();
    return batch;
}

} // namespace rig::pipeline
