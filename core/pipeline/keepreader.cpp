#include "pipeline/keepreader.h"

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

class KeepReader::Work : public GroupReading
{
public:
    Work(KeepReader &reader, const StreamBus &bus, StoreWorker &store, const Clock &clock,
         std::stop_token stop)
        : GroupReading(bus, clock, log(), reader.m_status, std::move(stop)), m_store(store)
    {
    }

private:
    void endedBefore(std::uint64_t generation) override
    {
        m_batch = {};
        m_batchSince.reset();
        m_refusedSince.reset();
        status().paused = false;
        m_store.forget(generation, drainPatience);
    }

    void assigned(const std::vector<std::int32_t> &partitions) override
    {
        // The queue was just emptied, so there is room.
        KeepJob job{generation(), stream(), partitions, {}};
        m_store.push(job, drainPatience);
    }

    std::optional<milliseconds> patience() override
    {
        if (full() && !status().paused)
            return {};
        return m_batch.empty() ? 100ms : 10ms;
    }

    RecordBatch &inbox() override { return m_batch; }

    void polled(const StreamEvents &) override
    {
        if (!m_batch.empty() && !m_batchSince)
            m_batchSince = clock().steady();
    }

    void work(RecordSource &source) override
    {
        takeNews(source);
        if (!m_batch.empty() && (full() || clock().steady() - *m_batchSince >= gatherTime))
            handOver(source);
    }

    void finish() override
    {
        if (!m_batch.empty())
            pushBatch(drainPatience);
    }

    bool full() const { return m_batch.size() >= mostRecords || m_batch.bytes() >= mostBytes; }

    void takeNews(RecordSource &source)
    {
        while (const auto news = m_store.news()) {
            if (news->generation != generation())
                continue;
            if (news->fenced)
                rejoin(source);
            else if (Done started = source.start(news->positions); !started)
                refuse(started.error());
        }
    }

    void handOver(RecordSource &source)
    {
        if (pushBatch(0ms)) {
            if (status().paused)
                source.resume();
            status().paused = false;
            return;
        }
        if (!m_refusedSince)
            m_refusedSince = clock().steady();
        if (!status().paused && clock().steady() - *m_refusedSince >= patienceBeforePause) {
            qCInfo(log, "The database is slow or away: pausing, the broker keeps what is not yet read.");
            source.pause();
            status().paused = true;
        }
        if (!status().paused)
            sleepUnlessStopped(stop(), 5ms);
    }

    bool pushBatch(milliseconds patience)
    {
        auto records = std::make_shared<RecordBatch>(std::move(m_batch));
        KeepJob job{generation(), stream(), {}, records};
        if (!m_store.push(job, patience)) {
            // Nobody else saw it yet.
            m_batch = std::move(*records);
            return false;
        }
        m_batch = {};
        m_batchSince.reset();
        m_refusedSince.reset();
        return true;
    }

    StoreWorker &m_store;
    RecordBatch m_batch;
    std::optional<std::chrono::nanoseconds> m_batchSince;
    std::optional<std::chrono::nanoseconds> m_refusedSince;
};

KeepReader::KeepReader(StreamBus bus, StoreWorker &store, const Clock &clock)
    : m_thread("keep", [this, bus = std::move(bus), &store, &clock](const std::stop_token &stop) {
          Work(*this, bus, store, clock, stop).run([&store] { return *store.identity(); });
      })
{
}

} // namespace rig::pipeline
