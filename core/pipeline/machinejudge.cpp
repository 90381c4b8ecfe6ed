#include "pipeline/machinejudge.h"

namespace rig::pipeline {

using namespace std::chrono_literals;

namespace {
/// Looking at every machine takes its time, and each event says itself since when it holds.
constexpr auto watchStep = 200ms;
} // namespace

MachineJudge::MachineJudge(std::string defaultMachine) : m_decoder(std::move(defaultMachine)) {}

void MachineJudge::begin(const StreamId &stream, const JudgeStart &start)
{
    m_stream = stream;
    m_lease = start.lease;
    m_keysAreMissing = false;
    m_plant = start.plant;
    m_machines.clear();
    m_recorded.clear();
    m_watched.clear();
    m_touched.clear();
    m_events.clear();
    m_findings.clear();
    m_scores.clear();
    m_skipped.clear();
    m_caughtUp.clear();
    for (const StartPosition &position : start.positions)
        m_recorded[position.partition] = position.next;
    m_next = m_recorded;
    for (const MachineLayout &layout : m_plant->machines()) {
        const auto memory = start.memories.find(layout.machine().number);
        Watched machine{
            &layout, memory == start.memories.end() ? MachineMemory{} : memory->second, {}, false};
        machine.nextAbsence = nextAbsence(layout, machine.memory);
        m_machines.emplace(layout.machine().number, std::move(machine));
    }
}

bool MachineJudge::judge(const Record &record, Instant now)
{
    const auto position = m_next.find(record.partition);
    if (position == m_next.end() || record.offset < position->second.value_or(0))
        return false;
    auto reading = m_decoder.decode(record, *m_plant);
    const bool counts = reading && reading->origin != Origin::history;
    if (counts && !record.keyed && !m_lease.keyless) {
        m_keysAreMissing = true;
        return false;
    }
    position->second = record.offset + 1;
    m_touched.insert(record.partition);
    if (!counts)
        return false;
    Watched &machine = m_machines.at(reading->machine);
    const bool late = now - reading->recordTime > lateAfter;
    rig::judge(*reading, *machine.layout, late, machine.memory, m_events);
    note(machine);
    const RunState run = runAt(reading->at, *machine.layout, machine.memory);
    m_judged = {std::move(*reading), run};
    return true;
}

std::optional<std::int32_t> MachineJudge::partitionOf(std::int32_t machine) const
{
    const auto known = m_machines.find(machine);
    if (known == m_machines.end())
        return {};
    const auto position = m_next.find(known->second.memory.partition);
    return position == m_next.end() || !position->second ? std::nullopt : std::optional(position->first);
}

bool MachineJudge::records(std::int32_t machine) const
{
    return partitionOf(machine).has_value();
}

void MachineJudge::add(Finding finding)
{
    if (const auto partition = partitionOf(finding.machine)) {
        m_touched.insert(*partition);
        m_findings.push_back(std::move(finding));
    }
}

void MachineJudge::add(MachineScore score)
{
    if (records(score.machine))
        m_scores[score.machine] = std::move(score);
}

void MachineJudge::touchScored()
{
    for (const auto &[machine, score] : m_scores)
        m_touched.insert(partitionOf(machine).value());
}

std::optional<std::int64_t> MachineJudge::next(std::int32_t partition) const
{
    const auto position = m_next.find(partition);
    return position == m_next.end() ? std::nullopt : position->second;
}

void MachineJudge::add(const SkippedSpan &span)
{
    if (const auto partition = partitionOf(span.machine)) {
        m_touched.insert(*partition);
        m_skipped.push_back(span);
    }
}

void MachineJudge::add(CaughtUp caughtUp)
{
    if (const auto partition = partitionOf(caughtUp.span.machine)) {
        m_touched.insert(*partition);
        m_caughtUp.push_back(std::move(caughtUp));
    }
}

void MachineJudge::watch(std::int32_t partition, Instant until, Instant now)
{
    const auto position = m_next.find(partition);
    // Before anything was read of it there is no offset row either, and nothing that fences off another
    // judge.
    if (position == m_next.end() || !position->second)
        return;
    Instant &watched = m_watched[partition];
    if (until >= watched && until - watched < watchStep)
        return;
    watched = until;
    for (auto &[number, machine] : m_machines) {
        if (machine.memory.partition != partition || !machine.nextAbsence ||
            until - onItsWay <= *machine.nextAbsence)
            continue;
        judgeAbsence(until - onItsWay, now, *machine.layout, machine.memory, m_events);
        note(machine);
        m_touched.insert(partition);
    }
}

void MachineJudge::note(Watched &machine)
{
    machine.changed = true;
    machine.nextAbsence = nextAbsence(*machine.layout, machine.memory);
}

JudgeBatch MachineJudge::take()
{
    JudgeBatch batch;
    batch.plantRevision = m_plant->revision();
    batch.term = m_lease.term;
    batch.stream = m_stream;
    for (const std::int32_t partition : m_touched)
        batch.advances.push_back({partition, m_recorded.at(partition), m_next.at(partition).value()});
    batch.events = std::move(m_events);
    batch.findings = std::exchange(m_findings, {});
    batch.skipped = std::exchange(m_skipped, {});
    batch.caughtUp = std::exchange(m_caughtUp, {});
    for (auto &[number, score] : std::exchange(m_scores, {}))
        batch.scores.push_back(std::move(score));
    for (auto &[number, machine] : m_machines)
        if (std::exchange(machine.changed, false))
            batch.memories.emplace(number, machine.memory);
    for (const Advance &advance : batch.advances)
        m_recorded[advance.partition] = advance.next;
    m_events.clear();
    m_touched.clear();
    return batch;
}

} // namespace rig::pipeline
