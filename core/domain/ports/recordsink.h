#pragma once

#include "domain/instant.h"
#include "domain/origin.h"
#include "domain/result.h"

#include <optional>
#include <string_view>

namespace rig {

/// A message to be written; the views need to live only for the call.
struct Outgoing
{
    std::string_view topic;
    std::string_view key; ///< empty: no key
    std::string_view payload;
    Origin origin = Origin::field; ///< `field` sets no header: only field producers are the field
    std::optional<Instant> time;   ///< the record's CreateTime; absent: now
};

/// Writes to the bus. Thread-safe. Order within a key is kept, nothing is written twice by us, and a message
/// counts as written only once all in-sync replicas have it.
class RecordSink
{
public:
    virtual ~RecordSink() = default;

    /// Queues one message; waits while the queue is full, at most `patience`, then `full`.
    virtual Done write(const Outgoing &message, milliseconds patience) = 0;
    /// Waits until everything queued is written; the first failure since the last flush otherwise.
    virtual Done flush(milliseconds patience) = 0;
};

} // namespace rig
