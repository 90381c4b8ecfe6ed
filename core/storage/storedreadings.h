#pragma once

#include "domain/origin.h"
#include "domain/record.h"
#include "storage/connection.h"

namespace rig::storage {

/// Offsets of one partition from `from` up to, not including, `to`.
struct OffsetRange
{
    std::int32_t partition = 0;
    std::int64_t from = 0;
    std::int64_t to = 0;
};

/// Readings of this machine and origin that are stored from there.
Result<std::int64_t> countReadings(Connection &connection, const StreamId &stream, const OffsetRange &range,
                                   const std::string &machine, Origin origin);

/// Why the first message from there that was rejected was no reading; empty where none was rejected.
Result<std::string> firstRejection(Connection &connection, const StreamId &stream, const OffsetRange &range);

} // namespace rig::storage
