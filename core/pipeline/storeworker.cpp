#include "pipeline/storeworker.h"

#include "pipeline/backoff.h"
#include "pipeline/draintime.h"
#include "pipeline/keepbatches.h"
#include "pipeline/silentdatabase.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <algorithm>

namespace rig::pipeline {

using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(log, "rig.keep")

/// How often the offset rows are looked at while nothing else tells where they stand.
constexpr auto lookInterval = 2s;
/// One transaction holds at most this much: large enough that its fixed cost does not count.
constexpr std::size_t mostRecords = 20'000;
constexpr std::size_t mostBytes = 16 * 1024 * 1024;
constexpr auto countInterval = 2s; ///< of unknown names
constexpr auto countAgain = 30s;   ///< after that failed
/// As many unknown names are told by name.
constexpr std::size_t namesShown = 50;

} // namespace

/// What the thread does and knows.
class StoreWorker::Work
{
public:
    Work(StoreWorker &worker, const OpenKeepDatabase &open, std::string defaultMachine, const Clock &clock,
         std::stop_token stop)
        : m_worker(worker),
          m_clock(clock),
          m_stop(std::move(stop)),
          m_drainTime(m_stop, clock),
          m_decoder(std::move(defaultMachine)),
          m_database(open([this](milliseconds silent) { return giveUp(silent); }))
    {
    }

    void run()
    {
        if (!meetDatabase())
            return;
        while (std::optional<KeepJob> job = nextJob()) {
            if (outdated(*job))
                continue;
            m_worker.m_writing = true;
            if (job->records)
                store(gather(std::move(*job)));
            else
                answer(*job);
            m_worker.m_writing = false;
        }
        if (!m_status.trouble)
            countUnknown();
    }

private:
    bool outdated(const KeepJob &job) const { return job.generation < m_worker.m_oldest; }

    /// Asked while the database is waited for. One that hangs is given up after much longer only, but nobody
    /// shall take it for one that answers.
    bool giveUp(milliseconds silent)
    {
        if (silent >= silentDatabaseAfter)
            said(silentDatabase());
        return m_drainTime.isUp();
    }

    /// Asks until it gets an answer; none when the worker stops or the generation is over.
    template <class Value, class Ask>
    std::optional<Value> persist(
        const Ask &ask, const std::function<bool()> &pointless = [] { return false; })
    {
        Backoff backoff;
        while (!pointless()) {
            Result<Value> answer = ask();
            if (answer) {
                said({});
                return std::move(*answer);
            }
            const auto wait = backoff.next();
            inVain(answer.error(), wait);
            if (!m_worker.m_retry.sleep(m_stop, wait))
                break;
        }
        return {};
    }

    /// Until the identity and a plant with machines in it are known. A database without a plant is waited
    /// for: by it every message would be of an unknown machine.
    bool meetDatabase()
    {
        const auto identity = persist<std::string>([this] {
            return m_database.prepare().and_then([this] { return m_database.store->identity(); });
        });
        if (!identity || !loadPlant())
            return false;
        while (m_plant->empty()) {
            publish();
            if (!sleepUnlessStopped(m_stop, 500ms) || !loadPlant())
                return false;
        }
        publish();
        m_worker.m_identity.set(*identity);
        return true;
    }

    bool loadPlant()
    {
        auto plant = persist<PlantPtr>([this] { return m_database.plant->load(); });
        if (plant)
            m_plant = std::move(*plant);
        return plant.has_value();
    }

    /// After a stop was asked for, what is queued is still done.
    std::optional<KeepJob> nextJob()
    {
        while (true) {
            const bool stopping = m_stop.stop_requested();
            if (!stopping) {
                watchOffsets();
                if (m_clock.steady() >= m_nextCount)
                    countUnknown();
            }
            // A server that is away may take all of the remaining time for one more answer.
            if (stopping && m_status.trouble)
                return {};
            std::optional<KeepJob> job = m_worker.m_jobs.pop(stopping ? 0ms : 100ms);
            if (job ? !m_drainTime.isUp() : stopping)
                return job;
            if (stopping)
                return {};
        }
    }

    /// What is not stored is not fenced: a partition that stands still, or has stopped at a gap, would never
    /// learn that another instance or a person moved its offset.
    void watchOffsets()
    {
        if (m_next.empty() || m_generation < m_worker.m_oldest || !lookIsDue())
            return;
        const auto began = m_clock.steady();
        std::vector<std::int32_t> partitions;
        for (const auto &[partition, next] : m_next)
            partitions.push_back(partition);
        const auto positions = m_database.store->positions(m_stream, partitions);
        if (!positions) {
            const auto wait = m_lookBackoff.next(m_clock.steady() - began);
            m_nextLook = m_clock.steady() + wait;
            return inVain(positions.error(), wait);
        }
        m_nextLook = m_clock.steady() + lookInterval;
        m_lookBackoff.reset();
        said({});
        const auto moved = [this](const StartPosition &position) {
            return m_next.at(position.partition) != position.next;
        };
        if (std::ranges::any_of(*positions, moved))
            fenced(m_generation);
    }

    /// Not with each batch, except for a name that comes for the first time: all instances count in the same
    /// rows, and waits there are short and rare. What was counted since the last time is lost with a process
    /// that is killed.
    void countUnknown()
    {
        m_nextCount = m_clock.steady() + countInterval;
        // While there is trouble it is tried where nothing else would find out that it is over.
        if (m_uncounted.empty() || (m_status.trouble && !m_next.empty()))
            return;
        std::vector<UnknownName> names;
        for (const auto &[name, seen] : m_uncounted.names())
            names.push_back(seen);
        const Done counted = m_database.store->countUnknown(names, m_uncounted.beyond());
        if (counted) {
            m_uncounted = {};
            m_uncountable.clear();
            return said({});
        }
        m_nextCount = m_clock.steady() + countAgain;
        if (std::exchange(m_uncountable, counted.error().sentence) != counted.error().sentence)
            qCInfo(log, "Unknown names were not counted, which is tried again. %s",
                   qUtf8Printable(counted.error().sentence));
    }

    /// Names that no batch had before; once we hold all that we can nobody asks about more.
    bool bringsNames(const std::vector<UnknownName> &names) const
    {
        const auto &known = m_unknown.names();
        return known.size() < UnknownNames::maxNames &&
               std::ranges::any_of(names, [&](const UnknownName &one) { return !known.contains(one.name); });
    }

    bool lookIsDue()
    {
        return m_clock.steady() >= m_nextLook || (m_status.trouble && m_worker.m_retry.called());
    }

    void answer(const KeepJob &job)
    {
        auto positions = persist<std::vector<StartPosition>>(
            [&] { return m_database.store->positions(job.stream, job.assigned); },
            [&] { return outdated(job); });
        if (!positions)
            return;
        m_generation = job.generation;
        m_stream = job.stream;
        m_nextLook = m_clock.steady() + lookInterval;
        m_next.clear();
        for (const StartPosition &position : *positions)
            m_next[position.partition] = position.next;
        publish();
        KeepNews news{job.generation, std::move(*positions), false};
        m_worker.m_news.push(news);
    }

    /// The job and what waits behind it of the same assignment.
    std::vector<KeepJob> gather(KeepJob first)
    {
        std::size_t records = first.records->size();
        std::size_t bytes = first.records->bytes();
        std::vector<KeepJob> jobs;
        jobs.push_back(std::move(first));
        while (records < mostRecords && bytes < mostBytes) {
            auto more = m_worker.m_jobs.popIf([&](const KeepJob &next) {
                return next.records && next.generation == jobs.front().generation;
            });
            if (!more)
                break;
            records += more->records->size();
            bytes += more->records->bytes();
            jobs.push_back(std::move(*more));
        }
        return jobs;
    }

    void store(const std::vector<KeepJob> &jobs)
    {
        std::vector<std::shared_ptr<const RecordBatch>> records;
        for (const KeepJob &job : jobs)
            records.push_back(job.records);
        bool settled = false;
        while (!settled) {
            const KeepBatch batch = keepBatch(records, *m_plant, m_next, m_decoder);
            if (batch.advances.empty())
                return;
            const auto outcome = persist<KeepOutcome>([&] { return storeOnce(jobs.front().stream, batch); },
                                                      [&] { return outdated(jobs.front()); });
            if (!outcome)
                return;
            settled = settle(*outcome, jobs.front(), batch);
        }
    }

    /// True when nothing is left to do for this batch.
    bool settle(const KeepOutcome &outcome, const KeepJob &job, const KeepBatch &batch)
    {
        switch (outcome.kind) {
        case KeepOutcome::Kind::plantMoved:
            return !loadPlant();
        case KeepOutcome::Kind::fenced:
            fenced(job.generation);
            return true;
        case KeepOutcome::Kind::stored:
            break;
        }
        for (const Advance &advance : batch.advances)
            m_next[advance.partition] = advance.next;
        m_status.stored += batch.readings.size() - outcome.repeated;
        m_status.rejected += batch.rejections.size();
        m_status.repeated += outcome.repeated;
        if (!batch.unknownNames.empty() || batch.unknownBeyond > 0) {
            if (bringsNames(batch.unknownNames) && m_uncountable.isEmpty())
                m_nextCount = {};
            m_unknown.add(batch.unknownNames, batch.unknownBeyond);
            m_uncounted.add(batch.unknownNames, batch.unknownBeyond);
            m_status.unknownNames = m_unknown.summary(namesShown);
        }
        if (!batch.readings.empty())
            m_status.storedUpTo = batch.readings.back().recordTime;
        publish();
        return true;
    }

    void fenced(std::uint64_t generation)
    {
        qCWarning(log, "Another instance owns a partition we thought was ours, or a person moved its offset; "
                       "joining the group again.");
        // Nothing more of this assignment may be stored.
        m_next.clear();
        KeepNews news{generation, {}, true};
        m_worker.m_news.push(news);
    }

    /// A commit without an answer is looked up: where the offset rows stand says whether it happened.
    Result<KeepOutcome> storeOnce(const StreamId &stream, const KeepBatch &batch)
    {
        auto outcome = m_database.store->store(stream, batch);
        if (outcome || outcome.error().kind != ErrorKind::inDoubt || m_drainTime.isUp())
            return outcome; // at the next start the stored offset tells
        qCWarning(log, "The outcome of a commit is unknown, looking it up.");
        std::vector<std::int32_t> partitions;
        for (const Advance &advance : batch.advances)
            partitions.push_back(advance.partition);
        const auto positions = persist<std::vector<StartPosition>>(
            [&] { return m_database.store->positions(stream, partitions); });
        if (!positions)
            return outcome;
        bool all = true;
        for (std::size_t i = 0; i < positions->size(); ++i)
            all = all && (*positions)[i].next == batch.advances[i].next;
        if (all)
            return KeepOutcome{};
        // Where it did not happen the same batch is stored now; where others moved a row, that finds it
        // fenced.
        return m_database.store->store(stream, batch);
    }

    void inVain(Error error, std::chrono::milliseconds wait)
    {
        ++m_status.tries;
        m_status.nextTry = m_clock.now() + wait;
        said(std::move(error));
    }

    /// A reader of the log has no window beside it that says what becomes of the readings.
    static QString logged(const Error &trouble)
    {
        if (trouble.kind != ErrorKind::full)
            return trouble.sentence;
        return trouble.sentence + u' ' +
               QCoreApplication::translate("rig::pipeline::StoreWorker",
                                           "No reading is lost, the broker keeps them meanwhile.");
    }

    void said(std::optional<Error> trouble)
    {
        const bool there = !trouble;
        if (trouble && (!m_status.trouble || m_status.trouble->sentence != trouble->sentence))
            qCWarning(log, "%s", qUtf8Printable(logged(*trouble)));
        if (there && m_status.trouble)
            qCInfo(log, "The database answers again.");
        const bool changed = m_status.databaseThere != there ||
                             m_status.trouble.has_value() != trouble.has_value() ||
                             (trouble && trouble->sentence != m_status.trouble->sentence);
        m_status.databaseThere = there;
        m_status.trouble = std::move(trouble);
        if (there) {
            m_status.tries = 0;
            m_status.nextTry.reset();
        }
        if (changed || !there)
            publish();
    }

    void publish()
    {
        m_status.plantThere = m_plant && !m_plant->empty();
        m_status.plantRevision = m_plant ? m_plant->revision() : 0;
        m_status.next.clear();
        for (const auto &[partition, next] : m_next)
            m_status.next[partition] = next.value_or(0);
        m_worker.m_status.set(m_status);
    }

    StoreWorker &m_worker;
    const Clock &m_clock;
    std::stop_token m_stop;
    DrainTime m_drainTime;
    Decoder m_decoder;
    KeepDatabase m_database;
    PlantPtr m_plant;
    std::uint64_t m_generation = 0; ///< of m_next
    StreamId m_stream;              ///< likewise
    NextOffsets m_next;
    std::chrono::nanoseconds m_nextLook{}; ///< steady: at the rows of m_next
    Backoff m_lookBackoff;
    StoreStatus m_status;
    UnknownNames m_unknown;                 ///< since the start
    UnknownNames m_uncounted;               ///< not yet in the store
    std::chrono::nanoseconds m_nextCount{}; ///< steady
    QString m_uncountable;                  ///< why, as it was logged last
};

StoreWorker::StoreWorker(OpenKeepDatabase open, std::string defaultMachine, const Clock &clock)
    : m_thread("keep-store",
               [this, open = std::move(open), machine = std::move(defaultMachine),
                &clock](const std::stop_token &stop) { Work(*this, open, machine, clock, stop).run(); })
{
}

StoreWorker::~StoreWorker() = default;

bool StoreWorker::push(KeepJob &job, milliseconds patience)
{
    return m_jobs.push(job, patience);
}

void StoreWorker::forget(std::uint64_t olderThan, milliseconds patience)
{
    m_oldest = olderThan;
    while (m_jobs.popIf([&](const KeepJob &job) { return job.generation < olderThan; })) {
    }
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (m_writing && std::chrono::steady_clock::now() < deadline)
        std::this_thread::sleep_for(2ms);
}

} // namespace rig::pipeline
