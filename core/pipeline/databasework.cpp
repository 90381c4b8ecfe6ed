#include "pipeline/databasework.h"

#include "pipeline/backoff.h"

namespace rig::pipeline {

void workUntilStopped(const DatabaseWork &work, RetryWait &retry, const std::stop_token &stop)
{
    using namespace std::chrono_literals;
    Backoff backoff;
    bool prepared = false;
    while (!stop.stop_requested()) {
        const auto more =
            prepared ? work.work() : work.prepare().map([&prepared] { return prepared = true; });
        work.said(more ? std::nullopt : std::optional(more.error()));
        if (more)
            backoff.reset();
        if (!retry.sleep(stop, !more ? backoff.next() : *more ? 0ms : work.pause))
            return;
    }
}

} // namespace rig::pipeline
