#pragma once

#include "domain/clock.h"
#include "domain/ports/historyupkeep.h"
#include "domain/waitcheck.h"
#include "pipeline/retrywait.h"
#include "pipeline/statuscell.h"
#include "pipeline/workerthread.h"

#include <memory>

namespace rig::pipeline {

/// What the upkeep worker needs of the database; made, used and destroyed on its thread. `interrupted` true
/// means: do not wait any longer.
struct UpkeepDatabase
{
    std::function<Done()> prepare; ///< before anything else, tried until it succeeds
    std::unique_ptr<HistoryUpkeep> upkeep;
};
using OpenUpkeepDatabase = std::function<UpkeepDatabase(WaitCheck interrupted)>;

struct UpkeepStatus
{
    std::optional<Error> trouble; ///< why rollups are not built, or else nothing is dropped
};

/// Builds rollups as their time comes and drops what is no longer kept, on a thread of its own. Waits for the
/// database for ever. What it was at when it is asked to stop is undone and done again by whoever comes next,
/// so it stops within a second.
class UpkeepWorker
{
public:
    UpkeepWorker(OpenUpkeepDatabase open, const Clock &clock);

    std::shared_ptr<const UpkeepStatus> status() const { return m_status.get(); }
    /// Asks a database that is away at once.
    void retryNow() { m_retry.now(); }

private:
    class Work;

    StatusCell<UpkeepStatus> m_status;
    RetryWait m_retry;
    WorkerThread m_thread;
};

} // namespace rig::pipeline
