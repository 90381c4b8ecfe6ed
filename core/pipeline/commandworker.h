#pragma once

#include "domain/clock.h"
#include "domain/ports/commandhandler.h"
#include "domain/ports/commandsink.h"
#include "domain/waitcheck.h"
#include "pipeline/boundedqueue.h"
#include "pipeline/workerthread.h"

#include <memory>

namespace rig::pipeline {

/// Makes what does the commands; called on the worker's thread. `interrupted` true means: do not wait any
/// longer.
using OpenCommandHandler = std::function<std::unique_ptr<CommandHandler>(WaitCheck interrupted)>;

/// Runs a function later on the thread that submits commands. Called from several threads.
using Executor = std::function<void(std::function<void()>)>;

/// Does commands one after the other on a thread of its own, so that nobody who gives one waits for the
/// database. One thread submits. When asked to stop it does what is queued, as long as the database answers,
/// at most 5 s; what is left is answered `cancelled`. The executor must still take functions until then.
class CommandWorker : public CommandSink
{
public:
    CommandWorker(OpenCommandHandler open, Executor executor, const Clock &clock);

    /// Bounded: 64 commands. When more wait, the answer is `full`.
    void submit(Command command, std::function<void(Result<QString>)> done) override;

private:
    struct Job
    {
        Command command;
        std::function<void(Result<QString>)> done;
    };

    class Work;

    void answer(Job job, Result<QString> answer);

    BoundedQueue<Job> m_jobs{64};
    Executor m_executor;
    WorkerThread m_thread;
};

} // namespace rig::pipeline
