#include "pipeline/partitionmerge.h"

#include <algorithm>

namespace rig::pipeline {

void PartitionMerge::begin(const std::vector<std::int32_t> &partitions, std::chrono::nanoseconds now)
{
    m_lanes.clear();
    m_records = 0;
    m_bytes = 0;
    for (const std::int32_t partition : partitions)
        m_lanes[partition].silentSince = now;
}

void PartitionMerge::add(std::shared_ptr<const RecordBatch> records, std::chrono::nanoseconds now)
{
    for (std::size_t i = 0; i < records->size(); ++i) {
        const Record record = (*records)[i];
        const auto lane = m_lanes.find(record.partition);
        if (lane == m_lanes.end())
            continue;
        Lane &one = lane->second;
        one.newest = std::max(one.newest, record.time.value_or(one.newest));
        one.records.push_back({records, i, one.newest});
        one.atEnd = false;
        one.silentSince = now;
        ++m_records;
        m_bytes += record.payload.size();
    }
}

void PartitionMerge::atEnd(std::int32_t partition)
{
    if (const auto lane = m_lanes.find(partition); lane != m_lanes.end())
        lane->second.atEnd = true;
}

std::optional<Record> PartitionMerge::next(std::chrono::nanoseconds now)
{
    Lane *earliest = nullptr;
    for (auto &[partition, lane] : m_lanes) {
        if (lane.records.empty()) {
            if (!lane.atEnd && now - lane.silentSince < patience && m_bytes < mostBytes)
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
    const Record record = (*m_taken)[taken.index];
    --m_records;
    m_bytes -= record.payload.size();
    return record;
}

bool PartitionMerge::drained(std::int32_t partition) const
{
    const auto lane = m_lanes.find(partition);
    return lane != m_lanes.end() && lane->second.atEnd && lane->second.records.empty();
}

} // namespace rig::pipeline
