#pragma once

#include "domain/instant.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rig {

/// Header names we set and read; a field producer sets none.
inline constexpr std::string_view originHeader = "rig-origin";
inline constexpr std::string_view ingestIdHeader = "rig-ingest-id";

/// A topic of one cluster: two clusters may use the same name.
struct StreamId
{
    std::string cluster;
    std::string topic;

    bool operator==(const StreamId &) const = default;
};

/// One record as the broker delivered it. The views live as long as the batch it came from.
struct Record
{
    std::int32_t partition = 0;
    std::int64_t offset = 0;
    /// CreateTime or LogAppendTime, whichever the topic has; absent on records that carry none.
    std::optional<Instant> time;
    Instant receivedAt;
    bool keyed = false;
    std::string_view payload;
    std::string_view origin;   ///< value of `rig-origin`, empty without
    std::string_view ingestId; ///< value of `rig-ingest-id`, empty without
};

/// Records in the order in which they were polled, their bytes in one block. Built by the one who polls, then
/// handed on as `const`.
class RecordBatch
{
public:
    void add(const Record &record);

    std::size_t size() const { return m_entries.size(); }
    bool empty() const { return m_entries.empty(); }
    /// Bytes of payloads and headers; what a queue's cap counts.
    std::size_t bytes() const { return m_bytes.size(); }
    Record operator[](std::size_t index) const;

private:
    struct Entry
    {
        Record record; ///< its views are set on access, the block may have moved
        std::size_t at;
        std::size_t payload;
        std::size_t origin;
        std::size_t ingestId;
    };

    std::string m_bytes;
    std::vector<Entry> m_entries;
};

} // namespace rig
