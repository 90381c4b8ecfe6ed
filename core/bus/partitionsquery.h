#pragma once

#include "bus/handles.h"
#include "domain/instant.h"

#include <tl/expected.hpp>

#include <string>
#include <vector>

namespace rig::bus {

/// The partitions of a topic, ascending, as the broker says; waits at most `patience`.
/// RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART where the topic is missing.
tl::expected<std::vector<std::int32_t>, rd_kafka_resp_err_t>
queryPartitions(rd_kafka_t *client, const std::string &topic, milliseconds patience);

} // namespace rig::bus
