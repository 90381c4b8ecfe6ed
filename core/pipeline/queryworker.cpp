#include "pipeline/queryworker.h"

#include <QCoreApplication>

namespace rig::pipeline {

class QueryWorker::Work
{
public:
    Work(QueryWorker &worker, const OpenArchives &open, std::stop_token stop)
        : m_worker(worker),
          m_stop(std::move(stop)),
          m_archives(open([this](milliseconds) { return m_stop.stop_requested() || m_interest.expired(); }))
    {
    }

    void run()
    {
        while (std::optional<Job> job = m_worker.next(m_stop)) {
            m_interest = job->interest;
            if (m_interest.expired())
                continue;
            job->ask(m_archives);
        }
    }

private:
    QueryWorker &m_worker;
    std::stop_token m_stop;
    std::weak_ptr<void> m_interest; ///< in what is being asked
    Archives m_archives;
};

QueryWorker::QueryWorker(OpenArchives open, Executor executor)
    : m_executor(std::move(executor)),
      m_thread("query",
               [this, open = std::move(open)](const std::stop_token &stop) { Work(*this, open, stop).run(); })
{
}

QueryWorker::~QueryWorker() = default;

/// Whoever lets go does so on the executor's thread: between the look there and the call nothing comes.
template <class Answer>
QueryWorker::Interest QueryWorker::enqueue(std::function<Result<Answer>(Archives &)> question,
                                           std::function<void(Result<Answer>)> done)
{
    Interest interest = std::make_shared<char>();
    const auto answer = [this, done = std::move(done), weak = std::weak_ptr(interest)](Result<Answer> given) {
        m_executor([done, weak, given = std::move(given)] {
            if (!weak.expired())
                done(given);
        });
    };
    Job job{[answer, question = std::move(question)](Archives &archives) { answer(question(archives)); },
            [answer](Error error) { answer(tl::unexpected(std::move(error))); }, interest};
    std::optional<Job> displaced;
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_jobs, [](const Job &one) { return one.interest.expired(); });
        if (m_jobs.size() >= mostJobs) {
            displaced = std::move(m_jobs.front());
            m_jobs.pop_front();
        }
        m_jobs.push_back(std::move(job));
    }
    m_asked.notify_one();
    if (displaced)
        displaced->refuse({ErrorKind::full,
                           QCoreApplication::translate("rig::pipeline::QueryWorker",
                                                       "Too many questions wait for the database."),
                           {}});
    return interest;
}

QueryWorker::Interest QueryWorker::ask(TrendQuestion question, std::function<void(Result<Trend>)> done)
{
    return enqueue<Trend>(
        [question = std::move(question)](Archives &archives) { return archives.history->trend(question); },
        std::move(done));
}

QueryWorker::Interest QueryWorker::askFindings(FindingsQuestion question,
                                               std::function<void(Result<FindingsView>)> done)
{
    return enqueue<FindingsView>(
        [question](Archives &archives) { return archives.findings->findings(question); }, std::move(done));
}

QueryWorker::Interest QueryWorker::askFinding(std::int64_t id,
                                              std::function<void(Result<FindingDetails>)> done)
{
    return enqueue<FindingDetails>([id](Archives &archives) { return archives.findings->finding(id); },
                                   std::move(done));
}

QueryWorker::Interest QueryWorker::askNotes(NotesQuestion question,
                                            std::function<void(Result<NotesView>)> done)
{
    return enqueue<NotesView>(
        [question = std::move(question)](Archives &archives) { return archives.notes->notes(question); },
        std::move(done));
}

QueryWorker::Interest QueryWorker::askHealth(HealthQuestion question,
                                             std::function<void(Result<HealthCourse>)> done)
{
    return enqueue<HealthCourse>([question](Archives &archives) { return archives.health->health(question); },
                                 std::move(done));
}

QueryWorker::Interest QueryWorker::askOutlooks(std::function<void(Result<std::vector<Outlook>>)> done)
{
    return enqueue<std::vector<Outlook>>([](Archives &archives) { return archives.health->outlooks(); },
                                         std::move(done));
}

/// The newest; none when the worker stops.
std::optional<QueryWorker::Job> QueryWorker::next(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    if (!m_asked.wait(lock, stop, [this] { return !m_jobs.empty(); }) || stop.stop_requested())
        return {};
    std::optional<Job> job(std::move(m_jobs.back()));
    m_jobs.pop_back();
    return job;
}

} // namespace rig::pipeline
