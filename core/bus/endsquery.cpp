#include "bus/endsquery.h"

namespace rig::bus {

namespace {

tl::expected<PartitionList, rd_kafka_resp_err_t> queryOffsets(rd_kafka_t *client, const std::string &topic,
                                                              std::span<const std::int32_t> partitions,
                                                              std::int64_t which, milliseconds patience)
{
    PartitionList list = makePartitionList(static_cast<int>(partitions.size()));
    for (const std::int32_t partition : partitions)
        rd_kafka_topic_partition_list_add(list.get(), topic.c_str(), partition)->offset = which;
    const auto error = rd_kafka_offsets_for_times(client, list.get(), static_cast<int>(patience.count()));
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
        return tl::unexpected(error);
    for (const auto &answer : std::span(list->elems, static_cast<std::size_t>(list->cnt)))
        if (answer.err != RD_KAFKA_RESP_ERR_NO_ERROR)
            return tl::unexpected(answer.err);
    return list;
}

} // namespace

tl::expected<std::vector<PartitionEnds>, rd_kafka_resp_err_t>
queryEnds(rd_kafka_t *client, const std::string &topic, std::span<const std::int32_t> partitions,
          milliseconds patience)
{
    const auto low = queryOffsets(client, topic, partitions, RD_KAFKA_OFFSET_BEGINNING, patience);
    if (!low)
        return tl::unexpected(low.error());
    const auto high = queryOffsets(client, topic, partitions, RD_KAFKA_OFFSET_END, patience);
    if (!high)
        return tl::unexpected(high.error());
    std::vector<PartitionEnds> ends;
    for (const std::int32_t partition : partitions) {
        const auto offsetIn = [&](const PartitionList &list) {
            return rd_kafka_topic_partition_list_find(list.get(), topic.c_str(), partition)->offset;
        };
        ends.push_back({partition, offsetIn(*low), offsetIn(*high)});
    }
    return ends;
}

void wakeLeaders(rd_kafka_t *client, const std::string &topic, std::span<const std::int32_t> partitions,
                 milliseconds patience)
{
    static_cast<void>(queryOffsets(client, topic, partitions, RD_KAFKA_OFFSET_END, patience));
}

} // namespace rig::bus
