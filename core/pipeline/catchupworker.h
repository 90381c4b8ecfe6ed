#pragma once

#include "domain/clock.h"
#include "domain/ports/keptreadings.h"
#include "domain/waitcheck.h"
#include "pipeline/detectworker.h"
#include "pipeline/skippedspans.h"

namespace rig::pipeline {

/// Makes what gives stored readings; called, used and destroyed on the worker's thread. `interrupted` true
/// means: nobody wants to know any more.
using OpenKeptReadings = std::function<std::unique_ptr<KeptReadings>(WaitCheck interrupted)>;

/// Judges by models, once they are stored, the readings that detection could not keep up with. On a thread of
/// its own, and half of the time at most, so that what is new is judged first. Stopping it leaves out what it
/// has begun.
class CatchUpWorker
{
public:
    CatchUpWorker(OpenDetectors openDetectors, OpenKeptReadings openReadings, const Clock &clock);

    /// Goes on with the spans that are known, of those machines that `ours` names, with those that a database
    /// has, and with others. All but those of the database come as changed once more. From one thread, as
    /// what follows.
    void begin(PlantPtr plant, const std::vector<SkippedSpan> &stored,
               const std::vector<SkippedSpan> &unstored,
               const std::function<bool(std::int32_t machine)> &ours);
    void skipped(const JudgedReadings &readings);
    /// Spans that are new or have grown since the last call.
    std::vector<SkippedSpan> changed();
    /// The next span that is done.
    std::optional<CaughtUp> next() { return m_done.pop(); }

    /// Readings that were skipped and wait. Any thread.
    std::uint64_t waiting() const;

private:
    class Work;

    struct Task
    {
        PlantPtr plant;
        SkippedSpan span;
    };

    std::optional<Task> task();
    void postpone(const SkippedSpan &span, std::chrono::nanoseconds by);
    void finish(const SkippedSpan &span);

    const Clock &m_clock;
    mutable std::mutex m_guard; ///< of what follows
    PlantPtr m_plant;
    SkippedSpans m_spans;
    bool m_tooMany = false; ///< was said
    BoundedQueue<CaughtUp> m_done{64};
    WorkerThread m_thread;
};

} // namespace rig::pipeline
