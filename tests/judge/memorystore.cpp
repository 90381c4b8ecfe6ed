#include "judge/memorystore.h"

#include "storage/memorycodec.h"
#include "support/messages.h"

#include <cmath>
#include <stdexcept>

namespace rig::test {

MemoryStore::MemoryStore(PlantPtr plant, const std::vector<std::int32_t> &partitions)
    : m_plant(std::move(plant))
{
    for (const std::int32_t partition : partitions)
        m_positions[partition] = std::nullopt;
}

JudgeStart MemoryStore::start() const
{
    JudgeStart start;
    start.plant = m_plant;
    for (const auto &[partition, next] : m_positions)
        start.positions.push_back({partition, next});
    for (const auto &[machine, bytes] : m_memories)
        start.memories.emplace(machine, storage::decodeMemory(bytes).value());
    return start;
}

void MemoryStore::store(const JudgeBatch &batch)
{
    if (batch.plantRevision != m_plant->revision())
        throw std::runtime_error("judged by another plant");
    for (const Advance &advance : batch.advances) {
        auto &stands = m_positions.at(advance.partition);
        if (stands != advance.expected)
            throw std::runtime_error("an offset row stands elsewhere");
        stands = advance.next;
    }
    for (const LimitEvent &event : batch.events) {
        if (!m_keys.insert({event.machine, event.slot, event.limit, event.occurrence, event.raised}).second)
            throw std::runtime_error("an event is there already");
        m_events.push_back(event);
    }
    for (const auto &[machine, memory] : batch.memories)
        m_memories[machine] = storage::encodeMemory(memory);
}

std::vector<ExpectedEvent> MemoryStore::events() const
{
    std::vector<ExpectedEvent> events;
    for (const LimitEvent &event : m_events) {
        const MachineLayout &layout = *m_plant->machineByNumber(event.machine);
        ExpectedEvent row;
        row.machine = layout.machine().id;
        row.sensor = layout.columns()[static_cast<std::size_t>(event.slot)].sensor->name;
        row.limit = word(event.limit);
        row.occurrence = event.occurrence;
        row.state = event.raised ? "raised" : "returned";
        row.at = event.at;
        if (!std::isnan(event.value))
            row.value = numberText(event.value);
        if (event.cause)
            row.cause = std::to_string(event.cause->partition) + ':' + std::to_string(event.cause->offset);
        events.push_back(std::move(row));
    }
    return events;
}

} // namespace rig::test
