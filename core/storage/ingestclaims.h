#pragma once

#include "domain/clock.h"
#include "domain/reading.h"
#include "storage/connection.h"

namespace rig::storage {

/// Claims of ingest ids: whoever claims one first stores its reading, so that a message that is sent twice is
/// stored once. Lives on the thread of its connection.
class IngestClaims
{
public:
    explicit IngestClaims(const Clock &clock);

    /// In the transaction that stores the readings: which of them carry an id that was claimed before, by one
    /// of these or by any other. One statement, and none where no reading has an id.
    Result<std::vector<bool>> claim(Connection &connection, const std::vector<Reading> &readings) const;

    /// After a batch was stored, at most once a minute unless there is more to do: removes claims, at most as
    /// many as a batch can make, that are 48 h older than what the batch's records are behind. Promised are
    /// 24 h between two messages; the rest is for what waits in other partitions. In a short transaction of
    /// its own; a failure is logged, and what stays is removed another time.
    void forgetOld(Connection &connection, const std::vector<Reading> &stored);

private:
    const Clock &m_clock;
    std::chrono::nanoseconds m_next{}; ///< steady: when to remove some
};

} // namespace rig::storage
