#pragma once

#include "domain/clock.h"
#include "domain/ports/judgestore.h"
#include "domain/waitcheck.h"
#include "pipeline/boundedqueue.h"
#include "pipeline/retrywait.h"
#include "pipeline/statuscell.h"
#include "pipeline/workerthread.h"

#include <atomic>

namespace rig::pipeline {

/// One piece of work for the record worker. A generation is one start of the judge from what is stored: what
/// belongs to an older one is void.
struct JudgeJob
{
    enum class Kind
    {
        watch,   ///< wants to know from now on who may judge the stream
        start,   ///< wants to know where to go on with `assigned`
        record,  ///< wants `batch` recorded
        keyless, ///< has seen a reading without a key
    };

    Kind kind = Kind::record;
    std::uint64_t generation = 0;
    StreamId stream;
    std::vector<std::int32_t> assigned;
    std::shared_ptr<const JudgeBatch> batch;
};

/// What the record worker has to say to the judge.
struct JudgeNews
{
    enum class Kind
    {
        start,      ///< go on from here
        plantMoved, ///< start over from what is stored
        fenced,     ///< somebody else owns a partition, or all of them: ask again which are ours
    };

    std::uint64_t generation = 0;
    Kind kind = Kind::start;
    std::shared_ptr<const JudgeStart> start;
};

/// What the record worker needs of the outside; made, used and destroyed on its thread.
struct JudgeDatabase
{
    std::function<Done()> prepare; ///< before anything else, tried until it succeeds
    std::unique_ptr<JudgeStore> store;
    /// Opens the journal that belongs to a store (its identity).
    std::function<Result<std::unique_ptr<JudgeJournal>>(const std::string &store)> openJournal;
};
using OpenJudgeDatabase = std::function<JudgeDatabase(WaitCheck interrupted)>;

struct RecordStatus
{
    bool databaseThere = false;
    bool plantThere = false;
    std::optional<Error> trouble;
    std::uint64_t events = 0;  ///< recorded since the start
    std::size_t inJournal = 0; ///< batches that wait for the database
    std::int64_t plantRevision = 0;
    std::map<std::int32_t, std::int64_t> next; ///< judged and recorded, of the present assignment
};

/// Records what the judge derives, on a thread of its own, and holds the lease of a keyless stream. While the
/// database is away batches go to the journal, in order, so that judging goes on; when it is back they are
/// recorded before anything else, or thrown away where the offsets they build on have moved. When the journal
/// is full it takes nothing more.
class RecordWorker
{
public:
    RecordWorker(OpenJudgeDatabase open, const Clock &clock);

    /// Bounded: 16 jobs. When it is full the judge keeps its batch.
    bool push(JudgeJob &job, milliseconds patience) { return m_jobs.push(job, patience); }
    std::optional<JudgeNews> news() { return m_news.pop(); }
    /// The database's identity; empty until it was reached.
    std::shared_ptr<const std::string> identity() const { return m_identity.get(); }
    std::shared_ptr<const RecordStatus> status() const { return m_status.get(); }
    /// Who may judge the watched stream, as the database last said; none until it did. A change of it ends
    /// everything that was judged before.
    std::shared_ptr<const std::optional<JudgeLease>> lease() const { return m_lease.get(); }
    /// Asks a database that is away at once.
    void retryNow() { m_retry.now(); }
    /// Whatever is queued of older generations is void. Both sides say so, so it only ever goes up.
    void forget(std::uint64_t olderThan);

private:
    class Work;

    BoundedQueue<JudgeJob> m_jobs{16};
    BoundedQueue<JudgeNews> m_news{64};
    StatusCell<std::string> m_identity;
    StatusCell<RecordStatus> m_status;
    StatusCell<std::optional<JudgeLease>> m_lease;
    std::atomic<std::uint64_t> m_oldest{0};
    RetryWait m_retry;
    WorkerThread m_thread;
};

} // namespace rig::pipeline
