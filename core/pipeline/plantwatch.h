#pragma once

#include "domain/clock.h"
#include "domain/ports/keptplant.h"
#include "domain/ports/plantsource.h"
#include "domain/waitcheck.h"
#include "pipeline/statuscell.h"
#include "pipeline/workerthread.h"

namespace rig::pipeline {

/// Made, used and destroyed on the watch's thread.
struct PlantPorts
{
    std::unique_ptr<PlantSource> source; ///< null: no database is configured yet, the kept plant has to do
    std::unique_ptr<KeptPlant> kept;
};
using OpenPlant = std::function<PlantPorts(WaitCheck interrupted)>;

/// Knows the newest plant: the kept one at first, then the database's, looked at every 2 s (a notification
/// would not come through a pooler). On a thread of its own.
class PlantWatch
{
public:
    struct Known
    {
        PlantPtr plant;                ///< null before any is known
        std::optional<Instant> keptAt; ///< set while it is the kept one
        std::optional<Error> trouble;  ///< why the database's plant is not known, or could not be kept
    };

    static constexpr std::chrono::seconds interval{2};

    PlantWatch(OpenPlant open, const Clock &clock);

    std::shared_ptr<const Known> known() const { return m_known.get(); }

private:
    class Work;

    StatusCell<Known> m_known;
    WorkerThread m_thread;
};

} // namespace rig::pipeline
