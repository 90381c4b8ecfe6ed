#include "pipeline/queryworker.h"

#include <QCoreApplication>

namespace rig::pipeline {

class QueryWorker::Work
{
public:
    Work(QueryWorker &worker, const OpenHistory &open, std::stop_token stop)
        : m_worker(worker),
          m_stop(std::move(stop)),
          m_history(open([this](milliseconds) { return m_stop.stop_requested() || m_interest.expired(); }))
    {
    }

    void run()
    {
        while (std::optional<Job> job = m_worker.next(m_stop)) {
            m_interest = job->interest;
            if (m_interest.expired())
                continue;
            Result<Trend> trend = m_history->trend(job->question);
            m_worker.answer(std::move(*job), std::move(trend));
        }
    }

private:
    QueryWorker &m_worker;
    std::stop_token m_stop;
    std::weak_ptr<void> m_interest; ///< in what is being asked
    std::unique_ptr<History> m_history;
};

QueryWorker::QueryWorker(OpenHistory open, Executor executor)
    : m_executor(std::move(executor)),
      m_thread("query",
               [this, open = std::move(open)](const std::stop_token &stop) { Work(*this, open, stop).run(); })
{
}

QueryWorker::~QueryWorker() = default;

TrendSource::Interest QueryWorker::ask(TrendQuestion question, std::function<void(Result<Trend>)> done)
{
    Interest interest = std::make_shared<char>();
    std::optional<Job> displaced;
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_jobs, [](const Job &job) { return job.interest.expired(); });
        if (m_jobs.size() >= mostJobs) {
            displaced = std::move(m_jobs.front());
            m_jobs.pop_front();
        }
        m_jobs.push_back({std::move(question), std::move(done), interest});
    }
    m_asked.notify_one();
    if (displaced)
        answer(
            std::move(*displaced),
            failure(ErrorKind::full, QCoreApplication::translate("rig::pipeline::QueryWorker",
                                                                 "Too many trends wait for the database.")));
    return interest;
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

/// Whoever lets go does so on the executor's thread: between the look there and the call nothing comes.
void QueryWorker::answer(Job job, Result<Trend> answer)
{
    m_executor([done = std::move(job.done), interest = std::move(job.interest), answer = std::move(answer)] {
        if (!interest.expired())
            done(answer);
    });
}

} // namespace rig::pipeline
