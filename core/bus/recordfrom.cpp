#include "bus/recordfrom.h"

#include <algorithm>

namespace rig::bus {

namespace {

constexpr std::size_t longestHeader = 200;
constexpr std::int64_t latestTime = 253'402'300'799'999; ///< ms; some way beyond, microseconds would overflow

std::optional<Instant> timeOf(const rd_kafka_message_t &message)
{
    rd_kafka_timestamp_type_t type = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE;
    const std::int64_t time = rd_kafka_message_timestamp(&message, &type);
    if (type == RD_KAFKA_TIMESTAMP_NOT_AVAILABLE || time < 0 || time > latestTime)
        return {};
    return Instant(milliseconds(time));
}

std::string_view headerOf(const rd_kafka_headers_t *headers, std::string_view name)
{
    const void *bytes = nullptr;
    std::size_t size = 0;
    if (rd_kafka_header_get_last(headers, name.data(), &bytes, &size) != RD_KAFKA_RESP_ERR_NO_ERROR || !bytes)
        return {};
    const std::string_view value(static_cast<const char *>(bytes), size);
    const bool printable = std::ranges::all_of(value, [](char c) { return c > ' ' && c <= '~'; });
    return size <= longestHeader && printable ? value : std::string_view();
}

} // namespace

Record recordFrom(const rd_kafka_message_t &message, Instant receivedAt)
{
    Record record;
    record.partition = message.partition;
    record.offset = message.offset;
    record.time = timeOf(message);
    record.receivedAt = receivedAt;
    record.keyed = message.key != nullptr;
    record.payload = {static_cast<const char *>(message.payload), message.len};
    rd_kafka_headers_t *headers = nullptr;
    if (rd_kafka_message_headers(&message, &headers) == RD_KAFKA_RESP_ERR_NO_ERROR) {
        record.origin = headerOf(headers, originHeader);
        record.ingestId = headerOf(headers, ingestIdHeader);
    }
    return record;
}

} // namespace rig::bus
