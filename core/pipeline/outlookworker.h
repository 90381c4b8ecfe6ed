#pragma once

#include "domain/clock.h"
#include "domain/ports/healthupkeep.h"
#include "domain/ports/lifeestimator.h"
#include "domain/ports/plantsource.h"
#include "domain/waitcheck.h"
#include "pipeline/retrywait.h"
#include "pipeline/statuscell.h"
#include "pipeline/workerthread.h"

#include <memory>

namespace rig::pipeline {

/// What the outlook worker needs; made, used and destroyed on its thread. `interrupted` true means: do not
/// wait any longer.
struct OutlookParts
{
    std::function<Done()> prepare; ///< before anything else, tried until it succeeds
    std::unique_ptr<PlantSource> plants;
    /// With the maintenance that ended after that.
    std::function<Result<PlantPtr>(Instant since)> loadPlant;
    std::unique_ptr<HealthUpkeep> upkeep;
    std::function<std::unique_ptr<LifeEstimator>()> makeEstimator; ///< one for each machine
};
using OpenOutlookParts = std::function<OutlookParts(WaitCheck interrupted)>;

struct OutlookStatus
{
    std::optional<Error> trouble; ///< why nothing is told
};

/// Tells from the minutes that are stored how healthy machines are and where they are going, on a thread of
/// its own. What was told is stored with what follows from it, so a restart, and another node beside it,
/// change nothing. Waits for the database for ever; stops within a second, in the middle of a day of the
/// past.
class OutlookWorker
{
public:
    /// So much of the past is looked at: what an estimator remembers.
    static constexpr std::chrono::hours past{24 * 30};

    OutlookWorker(OpenOutlookParts open, const Clock &clock);

    std::shared_ptr<const OutlookStatus> status() const { return m_status.get(); }
    /// Asks a database that is away at once.
    void retryNow() { m_retry.now(); }

private:
    class Work;

    StatusCell<OutlookStatus> m_status;
    RetryWait m_retry;
    WorkerThread m_thread;
};

} // namespace rig::pipeline
