#pragma once

#include "composition/core/servers.h"
#include "ctl/stopsignals.h"
#include "domain/origin.h"
#include "storage/storedreadings.h"

#include <vector>

namespace rig::ctl {

/// Waits until what was sent to a topic is stored. Knows it by the offset rows of keep: everything up to the
/// log's end is stored when they stand there, in the partitions that grew since this was made.
class StoringWait
{
public:
    /// Before the first message is sent.
    static Result<StoringWait> begin(const composition::Servers &servers);

    struct Sent
    {
        std::string machine;
        Origin origin = Origin::replayed;
        std::int64_t messages = 0;
    };

    /// After the last message was written. `unavailable` when nothing moved for as long as `patience`,
    /// `damaged` where messages became no readings, with the reason of the first; `cancelled` by a signal.
    Done wait(const Sent &sent, milliseconds patience, StopSignals &signals);

private:
    StoringWait(settings::BusSettings bus, composition::Database database, StreamId stream,
                std::vector<storage::OffsetRange> before);

    Result<std::vector<storage::OffsetRange>> grown() const;
    Result<std::int64_t> storedIn(const std::vector<storage::OffsetRange> &ranges);
    Result<storage::Connection *> connection();
    Done checkCount(const std::vector<storage::OffsetRange> &ranges, const Sent &sent);
    Result<QString> rejectionIn(const std::vector<storage::OffsetRange> &ranges);

    settings::BusSettings m_bus;
    composition::Database m_database;
    StreamId m_stream;
    std::vector<storage::OffsetRange> m_before; ///< from and to are the end of the log
    std::unique_ptr<storage::Connection> m_connection;
};

} // namespace rig::ctl
