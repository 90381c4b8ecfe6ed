#pragma once

#include "pipeline/groupreading.h"
#include "pipeline/storeworker.h"

namespace rig::pipeline {

/// Polls the stream for keep on a thread of its own and hands the records to the store worker, which must
/// outlive it. Never waits for the database: while the store worker is full it pauses its partitions and goes
/// on polling, so that the group does not take them for dead.
class KeepReader
{
public:
    KeepReader(StreamBus bus, StoreWorker &store, const Clock &clock);

    std::shared_ptr<const PollStatus> status() const { return m_status.get(); }

private:
    class Work;

    StatusCell<PollStatus> m_status;
    WorkerThread m_thread;
};

} // namespace rig::pipeline
