#include "pipeline/partitionmerge.h"

#include <algorithm>

namespace rig::pipeline {

void PartitionMerge::begin(const std::vector<std::int32_t> &partitions, std::chrono::nanoseconds now)
{
    m_lanes.clear();
    m_bytes = 0;
    for (const std::int32_t partition : partitions)
        m_lanes[partition].silentSince = now;
}

void PartitionMerge::add(std::shared_ptr<const RecordBatch> records, std::chrono::nanoseconds now)
{
    const auto batch = std::make_shared<Held>(Held{std::move(records), 0});
    for (std::size_t i = 0; i < batch->records->size(); ++i) {
        const Record record = (*batch->records)[i];
        const auto lane = m_lanes.find(record.partition);
        if (lane == m_lanes.end())
            continue;
        Lane &one = lane->second;
        one.newest = std::max(one.newest, record.time.value_or(one.newest));
        one.records.push_back({batch, i, one.newest});
        one.atEnd = false;
        one.silentSince = now;
        ++batch->waiting;
    }
    if (batch->waiting > 0)
        m_bytes += batch->records->bytes();
}

void PartitionMerge::atEnd(std::int32_t partition)
{
    if (const auto lane = m_lanes.find(partition); lane != m_lanes.end())
        lane->second.atEnd = true;
}

void PartitionMerge::reopen(std::chrono::nanoseconds now)
{
    for (auto &[partition, lane] : m_lanes) {
        lane.atEnd = false;
        lane.silentSince = now;
    }
}

std::optional<Record> PartitionMerge::next(std::chrono::nanoseconds now)
{
    Lane *earliest = nullptr;
    for (auto &[partition, lane] : m_lanes) {
        if (lane.records.empty()) {
            if (waitsFor(lane, now) && m_bytes < mostBytes)
                return {};
        } else if (!earliest || lane.records.front().time < earliest->records.front().time) {
            earliest = &lane;
        }
    }
    if (!earliest)
        return {};
    const Waiting taken = std::move(earliest->records.front());
    earliest->records.pop_front();
    earliest->silentSince = now;
    m_taken = taken.batch;
    if (--m_taken->waiting == 0)
        m_bytes -= m_taken->records->bytes();
    return (*m_taken->records)[taken.index];
}

bool PartitionMerge::waitsFor(const Lane &lane, std::chrono::nanoseconds now)
{
    return !lane.atEnd && now - lane.silentSince < patience;
}

bool PartitionMerge::caughtUp(std::chrono::nanoseconds now) const
{
    return std::all_of(m_lanes.begin(), m_lanes.end(), [&](const auto &lane) {
        return lane.second.records.empty() && !waitsFor(lane.second, now);
    });
}

bool PartitionMerge::knows(std::int32_t partition) const
{
    const auto lane = m_lanes.find(partition);
    return lane != m_lanes.end() && (lane->second.atEnd || !lane->second.records.empty());
}

} // namespace rig::pipeline
