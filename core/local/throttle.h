#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace rig::local {

/// How far one partition is written and how far its readings are stored, both as the next offset.
struct PartitionProgress
{
    std::int64_t end = 0;
    std::int64_t stored = 0; ///< 0 where nothing is stored yet
};

/// When a producer to the in-process broker has to wait. That broker drops the oldest messages of a partition
/// beyond 5 MiB without a word, so what is not stored yet has to stay well below. A pure rule; one
/// producer's, on one thread.
class Throttle
{
public:
    /// Messages of a partition that may lie between what is written and what is stored.
    static constexpr std::int64_t mostMessages = 2'000;
    /// And their bytes, half of what the broker keeps: fewer messages where they are larger than 1.2 KB.
    static constexpr std::int64_t mostBytes = 5 * 1024 * 1024 / 2;

    /// Takes a message into account that is now written; false when it has to wait until `observe` has told
    /// better. Until then it is taken to go where most is waiting, since only the broker knows its partition.
    bool admit(std::size_t payload);
    /// What broker and store say, asked after everything admitted was flushed.
    void observe(std::span<const PartitionProgress> partitions);

private:
    /// In the fullest partition, at most. Nothing is admitted before the first observation.
    std::int64_t m_unstored = mostMessages;
    std::int64_t m_largest = 0;
};

} // namespace rig::local
