#pragma once

#include "bus/handles.h"
#include "domain/record.h"

namespace rig::bus {

/// What a message without an error says; the views live as long as the message. Anybody may write to a topic,
/// so a time outside 1970 to 9999 counts as absent, and so does a header of ours that is not up to 200
/// characters of printable ASCII, since it is stored as text.
Record recordFrom(const rd_kafka_message_t &message, Instant receivedAt);

} // namespace rig::bus
