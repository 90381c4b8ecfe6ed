#pragma once

#include "domain/record.h"

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace rig::pipeline {

/// Puts the records of several partitions in the order of their times, because a producer without keys
/// spreads one machine over all of them. A partition that has nothing here is waited for unless it was read
/// to its end, or has been silent for `patience`, or too much lies here already: then order between
/// partitions is given up, never the order within one. One thread owns it; time comes in from outside.
class PartitionMerge
{
public:
    static constexpr std::chrono::seconds patience{2};
    static constexpr std::size_t mostBytes = 32 * 1024 * 1024;

    /// A new assignment: what lies here is dropped.
    void begin(const std::vector<std::int32_t> &partitions, std::chrono::nanoseconds now);
    void add(std::shared_ptr<const RecordBatch> records, std::chrono::nanoseconds now);
    /// Everything there is of this partition was added.
    void atEnd(std::int32_t partition);

    /// Reading goes on after a pause: what was at its end has perhaps got more.
    void reopen(std::chrono::nanoseconds now);

    /// The next record, valid until the one after the next is taken; none while one is waited for or there is
    /// none.
    std::optional<Record> next(std::chrono::nanoseconds now);

    /// What is kept in memory: a batch whole, until its last record is taken.
    std::size_t bytes() const { return m_bytes; }
    /// Nothing lies here and nothing is waited for.
    bool caughtUp(std::chrono::nanoseconds now) const;
    /// What comes next of this partition lies here, or it was read to its end.
    bool knows(std::int32_t partition) const;

private:
    struct Held
    {
        std::shared_ptr<const RecordBatch> records;
        std::size_t waiting; ///< records of it that were not taken
    };

    struct Waiting
    {
        std::shared_ptr<Held> batch;
        std::size_t index;
        Instant time; ///< never before the one ahead of it: order within a partition comes first
    };

    struct Lane
    {
        std::deque<Waiting> records;
        Instant newest{};
        bool atEnd = false;
        std::chrono::nanoseconds silentSince{};
    };

    static bool waitsFor(const Lane &lane, std::chrono::nanoseconds now);

    std::map<std::int32_t, Lane> m_lanes;
    std::shared_ptr<Held> m_taken; ///< its bytes are somebody's
    std::size_t m_bytes = 0;
};

} // namespace rig::pipeline
