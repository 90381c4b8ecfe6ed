#pragma once

#include "domain/record.h"
#include "domain/result.h"

#include <span>

namespace rig {

/// Where consumption of a partition begins; no offset means at its very beginning.
struct StartPosition
{
    std::int32_t partition = 0;
    std::optional<std::int64_t> next;
};

/// A stored offset that the broker no longer has: records from `next` up to `available` are gone.
struct AgedOut
{
    std::int32_t partition = 0;
    std::int64_t next = 0;
    std::int64_t available = 0;
};

/// What happened while polling, besides records.
struct StreamEvents
{
    std::vector<std::int32_t> assigned; ///< the whole assignment; wants `start()` or it stays idle
    bool reassigned = false;            ///< `assigned` is meant, even where it is empty
    bool revoked = false;               ///< everything was taken away; nothing is consumed until reassigned
    std::vector<std::int32_t> atEnd;    ///< partitions read to their present end
    std::vector<AgedOut> agedOut;       ///< these stopped; a person decides
    std::optional<Error> trouble;       ///< the newest reason why nothing comes
    bool askable = false;               ///< the trouble is one that a broker told of, so it can be asked
    bool interrupted = false;           ///< a connection was lost: what answers now may be another cluster
    bool over = false;                  ///< this source is beyond repair: make a new one
};

/// A member of a consumer group reading one topic. One thread owns it; only `poll` waits.
class RecordSource
{
public:
    virtual ~RecordSource() = default;

    /// Adds up to `most` records to `into`, waiting at most `patience` for the first one. Must be called at
    /// least every few minutes, also while everything is paused, or the group takes the partitions away.
    virtual StreamEvents poll(RecordBatch &into, std::size_t most, milliseconds patience) = 0;
    /// The answer to `assigned`: consume from these positions. Partitions without one stay idle.
    virtual Done start(std::span<const StartPosition> positions) = 0;
    /// Stop and resume fetching; what was prefetched is fetched again.
    virtual void pause() = 0;
    virtual void resume() = 0;
    /// Give everything up and join the group again: somebody else owns what we thought was ours.
    virtual void rejoin() = 0;
    /// Newest known end of each assigned partition (the next offset to be written), for lag.
    virtual std::vector<StartPosition> ends() const = 0;
};

} // namespace rig
