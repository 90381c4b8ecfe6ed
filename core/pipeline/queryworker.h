#pragma once

#include "domain/clock.h"
#include "domain/ports/history.h"
#include "domain/ports/trendsource.h"
#include "domain/waitcheck.h"
#include "pipeline/commandworker.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>

namespace rig::pipeline {

/// Makes what answers questions; called on the worker's thread. `interrupted` true means: nobody wants to
/// know any more.
using OpenHistory = std::function<std::unique_ptr<History>(WaitCheck interrupted)>;

/// Asks the history, one question after the other on a thread of its own, the newest first: what was asked
/// last is what is looked at. A question that nobody is interested in any more is not asked; one that is
/// being asked is broken off, here and at the server. One thread asks. The executor must take functions for
/// as long as this lives.
class QueryWorker : public TrendSource
{
public:
    QueryWorker(OpenHistory open, Executor executor);
    ~QueryWorker() override;

    /// Bounded: 64 questions wait. When more are asked the oldest is answered `full`.
    [[nodiscard]] Interest ask(TrendQuestion question, std::function<void(Result<Trend>)> done) override;

private:
    class Work;

    struct Job
    {
        TrendQuestion question;
        std::function<void(Result<Trend>)> done;
        std::weak_ptr<void> interest;
    };

    static constexpr std::size_t mostJobs = 64;

    std::optional<Job> next(const std::stop_token &stop);
    void answer(Job job, Result<Trend> answer);

    std::mutex m_mutex;
    std::condition_variable_any m_asked;
    std::deque<Job> m_jobs;
    Executor m_executor;
    WorkerThread m_thread;
};

} // namespace rig::pipeline
