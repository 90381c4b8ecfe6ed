#include "pipeline/commandworker.h"

#include <QCoreApplication>
#include <QLoggingCategory>

namespace rig::pipeline {

using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(log, "rig.command")

/// How long a stop may still wait for the database.
constexpr auto drainTime = 5s;

QString tr(const char *sentence)
{
    return QCoreApplication::translate("rig::pipeline::CommandWorker", sentence);
}

} // namespace

class CommandWorker::Work
{
public:
    Work(CommandWorker &worker, const OpenCommandHandler &open, const Clock &clock, std::stop_token stop)
        : m_worker(worker),
          m_clock(clock),
          m_stop(std::move(stop)),
          m_handler(open([this](milliseconds) { return timeIsUp(); }))
    {
    }

    void run()
    {
        while (true) {
            const bool stopping = m_stop.stop_requested();
            std::optional<Job> job = m_worker.m_jobs.pop(stopping ? 0ms : 100ms);
            if (job)
                handle(std::move(*job));
            else if (stopping)
                return;
        }
    }

private:
    void handle(Job job)
    {
        if (timeIsUp())
            return m_worker.answer(std::move(job),
                                   failure(ErrorKind::cancelled, tr("Not done: the program stops.")));
        Result<QString> answer = m_handler->execute(job.command);
        const Actor &actor = job.command.actor;
        qCInfo(log, "%s, %s: %s", actor.user.c_str(), actor.origin.c_str(),
               qUtf8Printable(answer ? *answer : answer.error().sentence));
        m_worker.answer(std::move(job), std::move(answer));
    }

    bool timeIsUp()
    {
        if (!m_stop.stop_requested())
            return false;
        if (!m_stopSince)
            m_stopSince = m_clock.steady();
        return m_clock.steady() - *m_stopSince > drainTime;
    }

    CommandWorker &m_worker;
    const Clock &m_clock;
    std::stop_token m_stop;
    std::optional<std::chrono::nanoseconds> m_stopSince;
    std::unique_ptr<CommandHandler> m_handler;
};

CommandWorker::CommandWorker(OpenCommandHandler open, Executor executor, const Clock &clock)
    : m_executor(std::move(executor)),
      m_thread("command", [this, open = std::move(open), &clock](const std::stop_token &stop) {
          Work(*this, open, clock, stop).run();
      })
{
}

void CommandWorker::submit(Command command, std::function<void(Result<QString>)> done)
{
    Job job{std::move(command), std::move(done)};
    if (!m_jobs.push(job))
        answer(std::move(job),
               failure(ErrorKind::full, tr("Not done: too many commands wait for the database. Try again.")));
}

void CommandWorker::answer(Job job, Result<QString> answer)
{
    m_executor([done = std::move(job.done), answer = std::move(answer)] { done(answer); });
}

} // namespace rig::pipeline
