#include "pipeline/recordworker.h"

#include "pipeline/backoff.h"
#include "pipeline/draintime.h"
#include "pipeline/silentdatabase.h"

#include <QLoggingCategory>

namespace rig::pipeline {

using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(log, "rig.judge")

/// How often the offset rows are looked at while nothing else tells where they stand.
constexpr auto lookInterval = 2s;
/// How often the lease is looked at: several times while it runs, so that an answer may be slow.
constexpr auto leaseInterval = 1s;

} // namespace

class RecordWorker::Work
{
public:
    Work(RecordWorker &worker, const OpenJudgeDatabase &open, const Clock &clock, std::stop_token stop)
        : m_worker(worker),
          m_clock(clock),
          m_stop(std::move(stop)),
          m_drainTime(m_stop, clock),
          m_database(open([this](milliseconds silent) { return giveUp(silent); }))
    {
    }

    void run()
    {
        if (!meetDatabase())
            return;
        while (true) {
            const bool stopping = m_stop.stop_requested();
            const std::optional<JudgeJob> job = m_worker.m_jobs.pop(stopping ? 0ms : 100ms);
            if (job && !outdated(*job))
                handle(*job);
            else if (!job && stopping)
                return giveBack();
            if (m_worker.m_retry.called())
                m_nextTry = {};
            if (!m_journal->empty() && m_clock.steady() >= m_nextTry)
                startOverWhere(drain());
            if (!stopping) {
                watchLease();
                watchOffsets();
            }
        }
    }

private:
    enum class Settled
    {
        done,
        databaseAway,
        plantMoved,
        fenced,
        notOurs
    };

    /// Asked while the database is waited for. One that hangs is given up after much longer only, but nobody
    /// shall take it for one that answers.
    bool giveUp(milliseconds silent)
    {
        if (silent >= silentDatabaseAfter)
            said(silentDatabase());
        return m_drainTime.isUp();
    }

    bool outdated(const JudgeJob &job) const { return job.generation < m_worker.m_oldest; }

    /// Until database and journal are there; false when the worker stops before.
    bool meetDatabase()
    {
        Backoff backoff;
        while (true) {
            const auto identity = identify();
            if (identity) {
                m_worker.m_identity.set(*identity);
                return true;
            }
            said(identity.error());
            if (!m_worker.m_retry.sleep(m_stop, backoff.next()))
                return false;
        }
    }

    Result<std::string> identify()
    {
        if (Done prepared = m_database.prepare(); !prepared)
            return tl::unexpected(prepared.error());
        auto identity = m_database.store->identity();
        if (!identity)
            return identity;
        auto journal = m_database.openJournal(*identity);
        if (!journal)
            return tl::unexpected(journal.error());
        m_journal = std::move(*journal);
        said({});
        return identity;
    }

    void handle(const JudgeJob &job)
    {
        m_generation = job.generation;
        if (std::exchange(m_stream, job.stream) != job.stream)
            m_status.next.clear(); // offsets of another stream
        switch (job.kind) {
        case JudgeJob::Kind::watch:
            lookAtLease();
            return;
        case JudgeJob::Kind::start:
            return answer(job);
        case JudgeJob::Kind::record:
            return record(job);
        case JudgeJob::Kind::keyless:
            return mark(job);
        }
    }

    /// Nobody's judgement of these readings counts before every node knows that one machine may lie in
    /// several partitions; so this waits for the database.
    void mark(const JudgeJob &job)
    {
        Backoff backoff;
        while (!outdated(job)) {
            const auto lease = m_database.store->markKeyless(job.stream);
            if (lease)
                return announce(*lease);
            said(lease.error());
            if (!m_worker.m_retry.sleep(m_stop, backoff.next()))
                return;
        }
    }

    /// False when the database was asked in vain.
    bool watchLease()
    {
        const bool due = !m_stream.topic.empty() && m_clock.steady() - m_leaseLookedAt >= leaseInterval &&
                         m_clock.steady() >= m_nextTry;
        return !due || lookAtLease();
    }

    bool lookAtLease()
    {
        const auto began = m_clock.steady();
        const auto lease = m_database.store->lease(m_stream);
        m_leaseLookedAt = m_clock.steady();
        if (lease)
            announce(*lease);
        else
            away(lease.error(), began);
        return lease.has_value();
    }

    void announce(const JudgeLease &lease)
    {
        said({});
        m_backoff.reset();
        if (m_lease == lease)
            return;
        const bool before = m_lease && m_lease->keyless;
        if (lease.keyless && !before)
            qCInfo(log, "Producers of topic %s set no key: one node judges all of it.",
                   m_stream.topic.c_str());
        if (lease.keyless)
            qCInfo(log, "%s",
                   lease.ours ? "This node judges the whole topic (keyless)."
                              : "Another node judges this topic (keyless); standing by.");
        m_lease = lease;
        m_worker.m_lease.set(lease);
        m_status.next.clear(); // of what was ours before
        publish();
    }

    /// So that another node need not wait for it to run out.
    void giveBack()
    {
        if (!m_lease || !m_lease->ours || !m_status.databaseThere)
            return;
        if (Done given = m_database.store->giveBack(m_stream); !given)
            said(given.error());
    }

    void answer(const JudgeJob &job)
    {
        Backoff backoff;
        while (!outdated(job)) {
            // What waits in the journal is recorded first: it moves the offsets the answer is made of. Where
            // it can not be any more, it is judged again from them.
            const Settled settled = drain();
            if (settled == Settled::plantMoved || settled == Settled::fenced || settled == Settled::notOurs)
                clearJournal();
            else if (settled == Settled::done && begin(job))
                return;
            if (!m_worker.m_retry.sleep(m_stop, backoff.next()))
                return;
        }
    }

    bool begin(const JudgeJob &job)
    {
        auto start = m_database.store->start(job.stream, job.assigned);
        if (!start) {
            said(start.error());
            return false;
        }
        if (m_lease != start->lease) { // changed since we looked; the judge learns it and asks anew if it may
            lookAtLease();
            return false;
        }
        m_status.plantThere = !start->plant->empty();
        m_status.plantRevision = start->plant->revision();
        m_lookedAt = m_clock.steady();
        m_status.next.clear();
        for (const StartPosition &position : start->positions)
            m_status.next[position.partition] = position.next.value_or(0);
        said({});
        publish();
        if (!m_status.plantThere)
            return false;
        tell({job.generation, JudgeNews::Kind::start, std::make_shared<const JudgeStart>(std::move(*start))});
        return true;
    }

    void record(const JudgeJob &job)
    {
        // A database that was asked in vain just now is not asked again for each batch.
        if (m_journal->empty() && m_clock.steady() >= m_nextTry) {
            const Settled settled = settle(*job.batch);
            startOverWhere(settled);
            if (settled != Settled::databaseAway)
                return;
        }
        Backoff backoff;
        while (!outdated(job)) {
            const Done kept = m_journal->append(*job.batch);
            if (kept)
                break;
            // Full: nothing more is taken until the database has taken some.
            said(kept.error());
            if (!m_worker.m_retry.sleep(m_stop, backoff.next()))
                return;
            startOverWhere(drain());
        }
        m_status.inJournal = m_journal->size();
        publish();
    }

    /// Tries to record one batch.
    Settled settle(const JudgeBatch &batch)
    {
        const auto began = m_clock.steady();
        const auto outcome = m_database.store->store(batch);
        if (!outcome)
            return away(outcome.error(), began);
        said({});
        if (*outcome == JudgeOutcome::plantMoved)
            return Settled::plantMoved;
        if (*outcome == JudgeOutcome::fenced)
            return Settled::fenced;
        if (*outcome == JudgeOutcome::notOurs)
            return Settled::notOurs;
        stored(batch);
        return Settled::done;
    }

    void stored(const JudgeBatch &batch)
    {
        m_status.events += batch.events.size();
        if (batch.stream == m_stream) // the journal may hold what was judged of another one
            for (const Advance &advance : batch.advances)
                m_status.next[advance.partition] = advance.next;
        publish();
    }

    void clearJournal()
    {
        if (Done cleared = m_journal->clear(); !cleared)
            said(cleared.error());
        m_status.inJournal = 0;
        publish();
    }

    /// What was derived from here on is void where offsets, plant or lease have moved under it.
    void startOverWhere(Settled settled)
    {
        if (settled == Settled::done || settled == Settled::databaseAway)
            return;
        clearJournal();
        if (settled == Settled::notOurs)
            lookAtLease(); // first: the judge leaves its source for it, and need not join again
        m_worker.forget(m_generation + 1);
        tell({m_generation,
              settled == Settled::plantMoved ? JudgeNews::Kind::plantMoved : JudgeNews::Kind::fenced,
              {}});
    }

    /// A partition that stands still, or has stopped at a gap, would never learn that another instance or a
    /// person moved its offset.
    void watchOffsets()
    {
        const auto began = m_clock.steady();
        if (!m_journal->empty() || m_generation < m_worker.m_oldest || began - m_lookedAt < lookInterval ||
            began < m_nextTry)
            return;
        m_lookedAt = began;
        JudgeBatch standing;
        standing.stream = m_stream;
        for (const auto &[partition, next] : m_status.next)
            if (next > 0)
                standing.advances.push_back({partition, {}, next});
        if (standing.advances.empty())
            return;
        const Result<bool> stands = m_database.store->holds(standing);
        if (!stands) {
            away(stands.error(), began);
            return;
        }
        said({});
        if (*stands)
            return;
        m_status.next.clear();
        startOverWhere(Settled::fenced);
    }

    /// A stop does not wait for all of it: it lies there as safely.
    Settled drain()
    {
        while (!m_journal->empty()) {
            if (m_stop.stop_requested())
                return Settled::databaseAway;
            if (!watchLease()) // a long journal takes its time
                return Settled::databaseAway;
            const JudgeBatch &batch = m_journal->front();
            // The first one may be the one whose commit was never answered, also one of an earlier run.
            const auto began = m_clock.steady();
            const Result<bool> there = m_answered ? Result<bool>(false) : m_database.store->holds(batch);
            if (!there)
                return away(there.error(), began);
            if (*there)
                stored(batch);
            else if (const Settled settled = settle(batch); settled != Settled::done)
                return settled;
            m_answered = true;
            if (Done removed = m_journal->removeFront(); !removed)
                said(removed.error());
            m_status.inJournal = m_journal->size();
            publish();
        }
        m_backoff.reset();
        return Settled::done;
    }

    /// `began`: when the database was asked in vain.
    Settled away(Error error, std::chrono::nanoseconds began)
    {
        m_answered = false;
        said(std::move(error));
        m_nextTry = m_clock.steady() + m_backoff.next(m_clock.steady() - began);
        return Settled::databaseAway;
    }

    void tell(JudgeNews news) { m_worker.m_news.push(news, DrainTime::longest); }

    void said(std::optional<Error> trouble)
    {
        const bool same = trouble.has_value() == m_status.trouble.has_value() &&
                          (!trouble || trouble->sentence == m_status.trouble->sentence);
        if (trouble && !same)
            qCWarning(log, "%s", qUtf8Printable(trouble->sentence));
        else if (!trouble && !same)
            qCInfo(log, "The database answers again.");
        const bool changed = !same || m_status.databaseThere == trouble.has_value();
        m_status.databaseThere = !trouble;
        m_status.trouble = std::move(trouble);
        if (changed)
            publish();
    }

    void publish() { m_worker.m_status.set(m_status); }

    RecordWorker &m_worker;
    const Clock &m_clock;
    std::stop_token m_stop;
    DrainTime m_drainTime;
    JudgeDatabase m_database;
    std::unique_ptr<JudgeJournal> m_journal;
    std::uint64_t m_generation = 0;
    StreamId m_stream;                          ///< of lease and offsets
    std::optional<JudgeLease> m_lease;          ///< as the judge knows it
    std::chrono::nanoseconds m_leaseLookedAt{}; ///< at its row
    std::chrono::nanoseconds m_lookedAt{};      ///< at those of the offsets in m_status
    bool m_answered = false;                    ///< the database answered our last commit, whatever it said
    Backoff m_backoff;
    std::chrono::nanoseconds m_nextTry{};
    RecordStatus m_status;
};

void RecordWorker::forget(std::uint64_t olderThan)
{
    std::uint64_t oldest = m_oldest;
    while (oldest < olderThan && !m_oldest.compare_exchange_weak(oldest, olderThan)) {
    }
}

RecordWorker::RecordWorker(OpenJudgeDatabase open, const Clock &clock)
    : m_thread("record", [this, open = std::move(open), &clock](const std::stop_token &stop) {
          Work(*this, open, clock, stop).run();
      })
{
}

} // namespace rig::pipeline
