#pragma once

#include "domain/record.h"
#include "domain/unknownname.h"
#include "storage/connection.h"

namespace rig::storage {

/// What a database holds, in the figures that a person asks for first.
struct StoreFacts
{
    std::string identity; ///< the store's UUID
    std::string role;     ///< who we are to the server
    bool auditProtected = false;
    std::int64_t plantRevision = 0;
    std::int64_t machines = 0;       ///< in use
    std::int64_t sensors = 0;        ///< kinds, in use
    std::int64_t rejected = 0;       ///< messages that were no readings, of all topics
    std::int64_t byModels = 0;       ///< machines that were judged by a model within the last minute
    std::int64_t findings = 0;       ///< that stand
    std::int64_t skippedSpans = 0;   ///< that models have not judged yet
    UnknownNameSummary unknownNames; ///< likewise, without what has become a sensor since
};

/// Where one reader of a stream goes on.
struct StoredOffset
{
    std::string reader; ///< "keep", "judge"
    std::int32_t partition = 0;
    std::int64_t next = 0;
};

/// A topic whose producers set no key, which one node judges alone.
struct KeylessFacts
{
    std::optional<std::string> holder; ///< that node's installation; none: nobody at present
};

// All only look, in a database whose schema is this program's.

Result<StoreFacts> readFacts(Connection &connection);
/// By reader and partition; empty where nothing of the stream was stored yet.
Result<std::vector<StoredOffset>> readOffsets(Connection &connection, const StreamId &stream);
/// No value where the stream is not marked as keyless.
Result<std::optional<KeylessFacts>> readKeyless(Connection &connection, const StreamId &stream);

} // namespace rig::storage
