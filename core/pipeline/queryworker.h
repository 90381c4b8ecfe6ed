#pragma once

#include "domain/clock.h"
#include "domain/ports/findingarchive.h"
#include "domain/ports/findingsource.h"
#include "domain/ports/healtharchive.h"
#include "domain/ports/healthsource.h"
#include "domain/ports/history.h"
#include "domain/ports/notearchive.h"
#include "domain/ports/notesource.h"
#include "domain/ports/trendsource.h"
#include "domain/waitcheck.h"
#include "pipeline/commandworker.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>

namespace rig::pipeline {

/// What answers questions.
struct Archives
{
    std::unique_ptr<History> history;
    std::unique_ptr<FindingArchive> findings;
    std::unique_ptr<NoteArchive> notes;
    std::unique_ptr<HealthArchive> health;
};

/// Makes what answers questions; called on the worker's thread. `interrupted` true means: nobody wants to
/// know any more.
using OpenArchives = std::function<Archives(WaitCheck interrupted)>;

/// Asks what is stored, one question after the other on a thread of its own, the newest first: what was asked
/// last is what is looked at. A question that nobody is interested in any more is not asked; one that is
/// being asked is broken off, here and at the server. One thread asks. The executor must take functions for
/// as long as this lives.
class QueryWorker : public TrendSource, public FindingSource, public NoteSource, public HealthSource
{
public:
    using Interest = std::shared_ptr<void>;

    QueryWorker(OpenArchives open, Executor executor);
    ~QueryWorker() override;

    /// Bounded: 64 questions wait. When more are asked the oldest is answered `full`.
    [[nodiscard]] Interest ask(TrendQuestion question, std::function<void(Result<Trend>)> done) override;
    [[nodiscard]] Interest askFindings(FindingsQuestion question,
                                       std::function<void(Result<FindingsView>)> done) override;
    [[nodiscard]] Interest askFinding(std::int64_t id,
                                      std::function<void(Result<FindingDetails>)> done) override;
    [[nodiscard]] Interest askNotes(NotesQuestion question,
                                    std::function<void(Result<NotesView>)> done) override;
    [[nodiscard]] Interest askHealth(HealthQuestion question,
                                     std::function<void(Result<HealthCourse>)> done) override;
    [[nodiscard]] Interest askOutlooks(std::function<void(Result<std::vector<Outlook>>)> done) override;

private:
    class Work;

    struct Job
    {
        std::function<void(Archives &)> ask; ///< and answers
        std::function<void(Error)> refuse;
        std::weak_ptr<void> interest;
    };

    static constexpr std::size_t mostJobs = 64;

    template <class Answer>
    Interest enqueue(std::function<Result<Answer>(Archives &)> question,
                     std::function<void(Result<Answer>)> done);
    std::optional<Job> next(const std::stop_token &stop);

    std::mutex m_mutex;
    std::condition_variable_any m_asked;
    std::deque<Job> m_jobs;
    Executor m_executor;
    WorkerThread m_thread;
};

} // namespace rig::pipeline
