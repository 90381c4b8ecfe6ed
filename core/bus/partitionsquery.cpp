#include "bus/partitionsquery.h"

#include <algorithm>
#include <span>

namespace rig::bus {

tl::expected<std::vector<std::int32_t>, rd_kafka_resp_err_t>
queryPartitions(rd_kafka_t *client, const std::string &topic, milliseconds patience)
{
    const Topic handle(rd_kafka_topic_new(client, topic.c_str(), nullptr));
    const rd_kafka_metadata_t *answer = nullptr;
    const auto error =
        rd_kafka_metadata(client, false, handle.get(), &answer, static_cast<int>(patience.count()));
    const Metadata metadata(answer);
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
        return tl::unexpected(error);
    const auto &found = metadata->topics[0];
    if (found.err == RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART ||
        found.err == RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED)
        return tl::unexpected(found.err);
    std::vector<std::int32_t> numbers;
    for (const auto &partition : std::span(found.partitions, static_cast<std::size_t>(found.partition_cnt)))
        numbers.push_back(partition.id);
    std::ranges::sort(numbers);
    return numbers;
}

} // namespace rig::bus
