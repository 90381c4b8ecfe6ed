#include "pipeline/keepreader.h"

#include "pipeline/backoff.h"

#include <QCoreApplication>
#include <QLoggingCategory>

namespace rig::pipeline {

using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(log, "rig.keep")

/// Records are handed over when there are this many or when the first of them has waited this long: each
/// hand-over becomes at least a part of a transaction, and a transaction waits for a disk.
constexpr std::size_t mostRecords = 4'000;
constexpr std::size_t mostBytes = 6 * 1024 * 1024;
constexpr auto gatherTime = 100ms;
/// Pausing throws away what was prefetched, so a database that is slow for a moment does not cause it.
constexpr auto patienceBeforePause = 1s;

} // namespace

class KeepReader::Work
{
public:
    Work(KeepReader &reader, const KeepBus &bus, StoreWorker &store, const Clock &clock, std::stop_token stop)
        : m_reader(reader), m_bus(bus), m_store(store), m_clock(clock), m_stop(std::move(stop))
    {
    }

    void run()
    {
        if (!meetStore() || !meetBroker())
            return;
        while (!m_stop.stop_requested()) {
            auto source = m_bus.join(*m_identity);
            if (!source) {
                say(source.error());
                sleepUnlessStopped(m_stop, m_backoff.next());
                continue;
            }
            consume(**source);
            m_store.forget(++m_generation, drainPatience);
        }
    }

private:
    bool meetStore()
    {
        while (m_identity = m_store.identity(), m_identity->empty())
            if (!sleepUnlessStopped(m_stop, 20ms))
                return false;
        return true;
    }

    bool meetBroker()
    {
        while (true) {
            auto stream = m_bus.identify();
            if (stream) {
                m_stream = std::move(*stream);
                m_backoff.reset();
                say({});
                return true;
            }
            say(stream.error());
            if (!sleepUnlessStopped(m_stop, m_backoff.next()))
                return false;
        }
    }

    /// Until a stop is asked for or the source is beyond repair.
    void consume(RecordSource &source)
    {
        m_batch = {};
        m_paused = false;
        while (!m_stop.stop_requested()) {
            takeNews(source);
            if (!full(m_batch) || m_paused) {
                const StreamEvents events = source.poll(m_batch, mostRecords, m_batch.empty() ? 100ms : 10ms);
                if (!m_batch.empty() && !m_batchSince)
                    m_batchSince = m_clock.steady();
                if (!react(events, source))
                    return;
            }
            if (due())
                handOver(source);
            publish(source);
        }
        if (!m_batch.empty())
            pushBatch(drainPatience);
    }

    static bool full(const RecordBatch &batch)
    {
        return batch.size() >= mostRecords || batch.bytes() >= mostBytes;
    }

    bool due() const
    {
        return !m_batch.empty() && (full(m_batch) || m_clock.steady() - *m_batchSince >= gatherTime);
    }

    void takeNews(RecordSource &source)
    {
        while (const auto news = m_store.news()) {
            if (news->generation != m_generation)
                continue;
            if (news->fenced) {
                dropBatch();
                m_store.forget(++m_generation, drainPatience);
                source.rejoin();
            } else if (Done started = source.start(news->positions); !started) {
                say(started.error());
            }
        }
    }

    /// False when a new source has to be made.
    bool react(const StreamEvents &events, RecordSource &source)
    {
        if (events.trouble)
            say(events.trouble);
        else if (!m_batch.empty() || !events.atEnd.empty() || events.reassigned)
            say({});
        for (const AgedOut &gap : events.agedOut)
            say(agedOut(gap));
        if (events.over) {
            dropBatch();
            sleepUnlessStopped(m_stop, m_backoff.next());
            return false;
        }
        if (events.revoked || events.reassigned) {
            dropBatch();
            m_store.forget(++m_generation, drainPatience);
            m_status.assigned = !events.assigned.empty();
            m_paused = false;
        }
        if (events.reassigned && !events.assigned.empty()) {
            KeepJob job{m_generation, m_stream, events.assigned, {}};
            // The queue was just emptied; that it is full again cannot be, but must not lose the question.
            while (!m_store.push(job, 100ms) && !m_stop.stop_requested())
                source.poll(m_batch, 0, 0ms);
        }
        return true;
    }

    Error agedOut(const AgedOut &gap) const
    {
        return {
            ErrorKind::refused,
            QCoreApplication::translate(
                "rig::pipeline::KeepReader",
                "Partition %1 of topic %2 stopped: the broker no longer has offsets %3 to %4, which were not "
                "stored yet. Look with `rigctl offsets show`, and go on behind the gap with `rigctl offsets "
                "accept-gap %2 %1`.")
                .arg(gap.partition)
                .arg(QString::fromStdString(m_stream.topic))
                .arg(gap.next)
                .arg(gap.available - 1),
            {}};
    }

    void handOver(RecordSource &source)
    {
        if (pushBatch(0ms)) {
            if (m_paused)
                source.resume();
            m_paused = false;
            return;
        }
        if (!m_refusedSince)
            m_refusedSince = m_clock.steady();
        if (!m_paused && m_clock.steady() - *m_refusedSince >= patienceBeforePause) {
            qCInfo(log, "The database is slow or away: pausing, the broker keeps what is not yet read.");
            source.pause();
            m_paused = true;
        }
        if (!m_paused)
            sleepUnlessStopped(m_stop, 5ms);
    }

    bool pushBatch(milliseconds patience)
    {
        KeepJob job{m_generation, m_stream, {}, std::make_shared<const RecordBatch>(std::move(m_batch))};
        if (!m_store.push(job, patience)) {
            // Nobody else saw the batch yet.
            m_batch = *job.records;
            return false;
        }
        m_batch = {};
        m_batchSince.reset();
        m_refusedSince.reset();
        return true;
    }

    void dropBatch()
    {
        m_batch = {};
        m_batchSince.reset();
        m_refusedSince.reset();
    }

    void say(std::optional<Error> trouble)
    {
        if (trouble && (!m_status.trouble || m_status.trouble->sentence != trouble->sentence))
            qCWarning(log, "%s", qUtf8Printable(trouble->sentence));
        m_status.brokerThere = !trouble;
        m_status.trouble = std::move(trouble);
        m_reader.m_status.set(m_status);
    }

    void publish(const RecordSource &source)
    {
        if (m_clock.steady() - m_published < 500ms && m_status.paused == m_paused)
            return;
        m_published = m_clock.steady();
        m_status.paused = m_paused;
        m_status.ends.clear();
        for (const StartPosition &end : source.ends())
            if (end.next)
                m_status.ends[end.partition] = *end.next;
        m_reader.m_status.set(m_status);
    }

    /// How long a hand-over or a transaction in progress is waited for before partitions are given away.
    static constexpr milliseconds drainPatience{2000};

    KeepReader &m_reader;
    const KeepBus &m_bus;
    StoreWorker &m_store;
    const Clock &m_clock;
    std::stop_token m_stop;
    Backoff m_backoff;
    std::shared_ptr<const std::string> m_identity;
    StreamId m_stream;
    std::uint64_t m_generation = 1;
    RecordBatch m_batch;
    std::optional<std::chrono::nanoseconds> m_batchSince;
    std::optional<std::chrono::nanoseconds> m_refusedSince;
    bool m_paused = false;
    PollStatus m_status;
    std::chrono::nanoseconds m_published{};
};

KeepReader::KeepReader(KeepBus bus, StoreWorker &store, const Clock &clock)
    : m_thread("keep", [this, bus = std::move(bus), &store, &clock](const std::stop_token &stop) {
          Work(*this, bus, store, clock, stop).run();
      })
{
}

} // namespace rig::pipeline
