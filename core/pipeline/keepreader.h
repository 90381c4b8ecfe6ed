#pragma once

#include "domain/ports/recordsource.h"
#include "pipeline/storeworker.h"

namespace rig::pipeline {

/// How keep reaches the bus. Called on the reader's thread; both may wait a few seconds.
struct KeepBus
{
    std::function<Result<StreamId>()> identify;
    /// A member of the consumer group that belongs to this store (its identity).
    std::function<Result<std::unique_ptr<RecordSource>>(const std::string &store)> join;
};

struct PollStatus
{
    bool brokerThere = false;
    bool assigned = false;
    bool paused = false;
    std::optional<Error> trouble;
    std::map<std::int32_t, std::int64_t> ends; ///< end of the log by assigned partition
};

/// Polls the stream for keep on a thread of its own and hands the records to the store worker, which must
/// outlive it. Never waits for the database: while the store worker is full it pauses its partitions and goes
/// on polling, so that the group does not take them for dead.
class KeepReader
{
public:
    KeepReader(KeepBus bus, StoreWorker &store, const Clock &clock);

    std::shared_ptr<const PollStatus> status() const { return m_status.get(); }

private:
    class Work;

    StatusCell<PollStatus> m_status;
    WorkerThread m_thread;
};

} // namespace rig::pipeline
