#include "pipeline/judgereader.h"

#include "pipeline/machinejudge.h"
#include "pipeline/partitionmerge.h"

#include <QLoggingCategory>

namespace rig::pipeline {

using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(log, "rig.judge")

/// Events are recorded soon; that a machine was judged without one may wait a little, a transaction costs a
/// disk.
constexpr auto eventPatience = 20ms;
constexpr auto quietPatience = 250ms;
/// How much is judged before the next look at news and the clock.
constexpr int mostJudgedAtOnce = 5'000;

} // namespace

class JudgeReader::Work : public GroupReading
{
public:
    Work(JudgeReader &reader, const StreamBus &bus, RecordWorker &record, std::string defaultMachine,
         const Clock &clock, std::stop_token stop)
        : GroupReading(bus, clock, log(), reader.m_pollStatus, std::move(stop)),
          m_reader(reader),
          m_record(record),
          m_judge(std::move(defaultMachine))
    {
    }

private:
    void endedBefore(std::uint64_t generation) override
    {
        m_judge.end();
        m_merge.begin({}, {});
        m_batch.reset();
        m_changedSince.reset();
        m_record.forget(generation);
    }

    void assigned(const std::vector<std::int32_t> &partitions) override
    {
        m_partitions = partitions;
        JudgeJob job{generation(), stream(), partitions, {}};
        // The worker passes over what is void, so there is room in a moment.
        while (!m_record.push(job, 100ms) && !stop().stop_requested()) {
        }
    }

    std::optional<milliseconds> patience() override
    {
        // What waits to be recorded waits because the record worker can take no more: neither can we.
        if (m_batch || m_merge.bytes() >= PartitionMerge::mostBytes)
            return {};
        return m_merge.empty() ? 20ms : 0ms;
    }

    RecordBatch &inbox() override { return m_inbox; }

    void polled(const StreamEvents &events) override
    {
        const auto now = clock().steady();
        if (!m_inbox.empty() && m_judge.begun())
            m_merge.add(std::make_shared<const RecordBatch>(std::move(m_inbox)), now);
        m_inbox = {};
        for (const std::int32_t partition : events.atEnd)
            m_merge.atEnd(partition);
    }

    void work(RecordSource &source) override
    {
        takeNews(source);
        if (!m_judge.begun())
            return;
        judgeWhatIsHere();
        watchTheClock();
        if (m_judge.changed() && !m_changedSince)
            m_changedSince = clock().steady();
        handOver(0ms);
        if (m_batch)
            sleepUnlessStopped(stop(), 5ms);
    }

    void finish() override
    {
        if (m_judge.begun() && m_judge.changed() && !m_batch)
            m_batch = std::make_shared<const JudgeBatch>(m_judge.take());
        if (m_batch)
            push(drainPatience);
    }

    void takeNews(RecordSource &source)
    {
        while (const auto news = m_record.news()) {
            if (news->generation != generation())
                continue;
            switch (news->kind) {
            case JudgeNews::Kind::start:
                begin(*news->start, source);
                break;
            case JudgeNews::Kind::plantMoved:
                qCInfo(log, "The plant has changed; judging goes on with the new one from what is recorded.");
                startOver();
                break;
            case JudgeNews::Kind::fenced:
                qCWarning(
                    log, "Another instance judges a partition we thought was ours; joining the group again.");
                rejoin(source);
                break;
            }
        }
    }

    void begin(const JudgeStart &start, RecordSource &source)
    {
        if (Done started = source.start(start.positions); !started)
            return say(started.error());
        m_merge.begin(m_partitions, clock().steady());
        m_judge.begin(stream(), start, clock().now());
    }

    void judgeWhatIsHere()
    {
        const Instant now = clock().now();
        for (int count = 0; count < mostJudgedAtOnce; ++count) {
            const std::optional<Record> record = m_merge.next(clock().steady());
            if (!record)
                break;
            m_status.keyless = m_status.keyless || !record->keyed;
            if (m_judge.judge(*record, now))
                ++m_status.readings;
            if (record->time)
                m_status.judgedUpTo = record->time;
        }
    }

    /// Where nothing more is to be read, the clock tells what should have come.
    void watchTheClock()
    {
        const Instant now = clock().now();
        for (const std::int32_t partition : m_partitions)
            if (m_merge.drained(partition))
                m_judge.watch(partition, now);
    }

    void handOver(milliseconds patience)
    {
        const auto wait = m_judge.hasEvents() ? eventPatience : quietPatience;
        if (!m_batch && m_changedSince && clock().steady() - *m_changedSince >= wait) {
            m_batch = std::make_shared<const JudgeBatch>(m_judge.take());
            m_changedSince.reset();
        }
        if (m_batch && push(patience))
            m_reader.m_status.set(m_status);
    }

    bool push(milliseconds patience)
    {
        JudgeJob job{generation(), stream(), {}, m_batch};
        if (!m_record.push(job, patience))
            return false;
        m_status.events += m_batch->events.size();
        m_batch.reset();
        return true;
    }

    JudgeReader &m_reader;
    RecordWorker &m_record;
    MachineJudge m_judge;
    PartitionMerge m_merge;
    RecordBatch m_inbox;
    std::vector<std::int32_t> m_partitions;
    std::shared_ptr<const JudgeBatch> m_batch; ///< that the record worker could not take yet
    std::optional<std::chrono::nanoseconds> m_changedSince;
    JudgeStatus m_status;
};

JudgeReader::JudgeReader(StreamBus bus, RecordWorker &record, std::string defaultMachine, const Clock &clock)
    : m_thread("judge", [this, bus = std::move(bus), &record, machine = std::move(defaultMachine),
                         &clock](const std::stop_token &stop) {
          Work(*this, bus, record, machine, clock, stop).run([&record] { return *record.identity(); });
      })
{
}

} // namespace rig::pipeline
