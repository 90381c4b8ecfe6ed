#pragma once

#include "bus/handles.h"
#include "bus/partitionends.h"
#include "domain/instant.h"

#include <tl/expected.hpp>

#include <span>
#include <string>
#include <vector>

namespace rig::bus {

/// Asks the broker; waits at most `patience` for each end. An error of one partition is the error of all.
///
/// Not by rd_kafka_query_watermark_offsets, which before 2.3 waits for ever once its request is out.
tl::expected<std::vector<PartitionEnds>, rd_kafka_resp_err_t>
queryEnds(rd_kafka_t *client, const std::string &topic, std::span<const std::int32_t> partitions,
          milliseconds patience);

/// Any question wakes the thread that fetches from a leader. With a full queue that sleeps up to 1 s, however
/// fast the queue is emptied meanwhile, in librdkafka before 2.2 (from there on: fetch.queue.backoff.ms).
void wakeLeaders(rd_kafka_t *client, const std::string &topic, std::span<const std::int32_t> partitions,
                 milliseconds patience);

} // namespace rig::bus
