#pragma once

#include "domain/clock.h"
#include "domain/ports/keepstore.h"
#include "domain/ports/plantsource.h"
#include "domain/waitcheck.h"
#include "pipeline/boundedqueue.h"
#include "pipeline/retrywait.h"
#include "pipeline/statuscell.h"
#include "pipeline/workerthread.h"

#include <atomic>
#include <map>
#include <memory>

namespace rig::pipeline {

/// One piece of work for the store worker. A generation is one assignment of partitions: what belongs to an
/// older one is passed over.
struct KeepJob
{
    std::uint64_t generation = 0;
    StreamId stream;
    std::vector<std::int32_t> assigned;         ///< wants to know where these partitions go on, or …
    std::shared_ptr<const RecordBatch> records; ///< … wants these stored
};

/// What the store worker has to say to the reader.
struct KeepNews
{
    std::uint64_t generation = 0;
    std::vector<StartPosition> positions; ///< the answer to `assigned`
    bool fenced = false;                  ///< somebody else owns a partition: join the group again
};

/// What the store worker needs of the database; made, used and destroyed on its thread. `interrupted` true
/// means: do not wait any longer.
struct KeepDatabase
{
    std::function<Done()> prepare; ///< before anything else, tried until it succeeds
    std::unique_ptr<KeepStore> store;
    std::unique_ptr<PlantSource> plant;
};
using OpenKeepDatabase = std::function<KeepDatabase(WaitCheck interrupted)>;

struct StoreStatus
{
    bool databaseThere = false;
    bool plantThere = false;
    std::optional<Error> trouble;
    int tries = 0;                  ///< in vain, since the database last answered
    std::optional<Instant> nextTry; ///< while it does not
    std::uint64_t stored = 0;
    std::uint64_t rejected = 0;
    std::uint64_t repeated = 0;
    UnknownNameSummary unknownNames;
    std::optional<Instant> storedUpTo;
    std::int64_t plantRevision = 0;
    std::map<std::int32_t, std::int64_t> next; ///< of the present assignment
};

/// Decodes and stores what the keep reader polled, on a thread of its own; waits for the database for ever
/// and drops nothing. When asked to stop it stores what is queued, as long as the database answers, at most 5
/// s.
class StoreWorker
{
public:
    StoreWorker(OpenKeepDatabase open, std::string defaultMachine, const Clock &clock);
    ~StoreWorker();

    /// Bounded: 8 jobs. When it is full the reader keeps its records and stops fetching.
    bool push(KeepJob &job, milliseconds patience);
    std::optional<KeepNews> news() { return m_news.pop(); }
    /// The database's identity; null until it was reached and holds a plant.
    std::shared_ptr<const std::string> identity() const { return m_identity.get(); }
    std::shared_ptr<const StoreStatus> status() const { return m_status.get(); }
    /// Asks a database that is away at once.
    void retryNow() { m_retry.now(); }
    /// Drops what is queued of older generations and waits until nothing of them is being written, at most
    /// `patience`: for a reader that has to give its partitions away.
    void forget(std::uint64_t olderThan, milliseconds patience);

private:
    class Work;

    BoundedQueue<KeepJob> m_jobs{8};
    BoundedQueue<KeepNews> m_news{64};
    StatusCell<std::string> m_identity;
    StatusCell<StoreStatus> m_status;
    std::atomic<std::uint64_t> m_oldest{0};
    std::atomic<bool> m_writing{false};
    RetryWait m_retry;
    WorkerThread m_thread;
};

} // namespace rig::pipeline
