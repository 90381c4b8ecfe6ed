#include "local/throttle.h"

#include <algorithm>

namespace rig::local {

bool Throttle::admit(std::size_t payload)
{
    constexpr std::int64_t aroundPayload = 200; // key, headers and framing of a message that is sent alone
    m_largest = std::max(m_largest, static_cast<std::int64_t>(payload) + aroundPayload);
    const std::int64_t most = std::clamp<std::int64_t>(mostBytes / m_largest, 1, mostMessages);
    if (m_unstored >= most)
        return false;
    ++m_unstored;
    return true;
}

void Throttle::observe(std::span<const PartitionProgress> partitions)
{
    m_unstored = 0;
    for (const PartitionProgress &partition : partitions)
        m_unstored = std::max(m_unstored, partition.end - partition.stored);
}

} // namespace rig::local
