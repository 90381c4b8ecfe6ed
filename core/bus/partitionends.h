#pragma once

#include <cstdint>

namespace rig::bus {

/// What the broker has of one partition: offsets from `low` up to, not including, `high`. Where another
/// producer has a transaction open, `high` is where that began: nothing beyond it can be read yet.
struct PartitionEnds
{
    std::int32_t partition = 0;
    std::int64_t low = 0;
    std::int64_t high = 0;
};

} // namespace rig::bus
