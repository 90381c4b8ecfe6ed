#include "pipeline/commandworker.h"

#include "pipeline/draintime.h"

#include <QCoreApplication>
#include <QLoggingCategory>

namespace rig::pipeline {

using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(log, "rig.command")

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
          m_stop(std::move(stop)),
          m_drainTime(m_stop, clock),
          m_handler(open([this](milliseconds) { return m_drainTime.isUp(); }))
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
    /// Who sits at the window is known by nothing but that place.
    static std::string whoAndWhere(const Actor &actor)
    {
        return actor.user == actor.origin ? actor.user : actor.user + ", " + actor.origin;
    }

    void handle(Job job)
    {
        if (m_drainTime.isUp())
            return m_worker.answer(std::move(job),
                                   failure(ErrorKind::cancelled, tr("Not done: the program stops.")));
        Result<QString> answer = m_handler->execute(job.command);
        qCInfo(log, "%s: %s", whoAndWhere(job.command.actor).c_str(),
               qUtf8Printable(answer ? *answer : answer.error().sentence));
        m_worker.answer(std::move(job), std::move(answer));
    }

    CommandWorker &m_worker;
    std::stop_token m_stop;
    DrainTime m_drainTime;
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
