#include "pipeline/judgereader.h"

#include "pipeline/machinejudge.h"
#include "pipeline/partitionmerge.h"

#include <QLoggingCategory>

#include <algorithm>
#include <set>
#include <thread>

namespace rig::pipeline {

using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(log, "rig.judge")

/// Events are recorded soon; that a machine was judged without one may wait a little, a transaction costs a
/// disk.
constexpr auto eventPatience = 20ms;
constexpr auto quietPatience = 250ms;
/// Pausing throws away what was prefetched, so a record worker that is slow for a moment does not cause it.
constexpr auto patienceBeforePause = 1s;
constexpr auto patienceForModels = 10s;
/// For what detection has not judged yet when we stop.
constexpr auto patienceToSettle = 2s;
/// Of what models have not judged when they are there again, the newest is judged later.
constexpr auto longestGap = 24h;
/// Events that may wait here besides the batch that the record worker could not take yet.
constexpr std::size_t mostEventsWaiting = 20'000;
/// How much is judged before the next look at news and the clock.
constexpr int mostJudgedAtOnce = 5'000;

} // namespace

class JudgeReader::Work : public GroupReading
{
public:
    Work(JudgeReader &reader, const StreamBus &bus, RecordWorker &record, DetectWorker &detect,
         CatchUpWorker &catchUp, ScoreSink *scores, std::string defaultMachine, const Clock &clock,
         std::stop_token stop)
        : GroupReading(bus, clock, log(), reader.m_pollStatus, std::move(stop)),
          m_reader(reader),
          m_record(record),
          m_detect(detect),
          m_catchUp(catchUp),
          m_scores(scores),
          m_judge(std::move(defaultMachine))
    {
    }

private:
    Result<std::unique_ptr<RecordSource>> open(const std::string &store) override
    {
        JudgeJob job{JudgeJob::Kind::watch, generation(), stream(), {}, {}};
        if (m_watched != stream() && m_record.push(job, 100ms))
            m_watched = stream();
        const auto known = m_record.lease();
        if (!*known || ((*known)->keyless && !(*known)->ours))
            return nullptr;
        m_lease = **known;
        return m_lease.keyless ? bus().readAll() : bus().join(store);
    }

    bool stands() override { return *m_record.lease() == m_lease; }

    void endedBefore(std::uint64_t generation) override
    {
        m_judge.end();
        m_merge.begin({}, {});
        m_batch.reset();
        m_changedSince.reset();
        m_fullSince.reset();
        m_more = false;
        m_toMark = false;
        status().paused = false;
        m_record.forget(generation);
    }

    void assigned(const std::vector<std::int32_t> &partitions) override
    {
        m_partitions = partitions;
        std::erase_if(
            m_ours, [&](std::int32_t one) { return std::ranges::find(partitions, one) == partitions.end(); });
        JudgeJob job{JudgeJob::Kind::start, generation(), stream(), partitions, {}};
        // The worker passes over what is void, so there is room in a moment.
        while (!m_record.push(job, 100ms) && !stop().stop_requested()) {
        }
    }

    std::optional<milliseconds> patience() override
    {
        if ((full() && !status().paused) || m_merge.bytes() >= PartitionMerge::mostBytes)
            return {};
        return m_more ? 0ms : 20ms;
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
        if (m_toMark)
            m_toMark = !pushMark();
        if (!m_judge.begun())
            return;
        // What comes while models are read would be judged by none.
        if (!m_detect.ready() && clock().steady() - m_begun < patienceForModels)
            return;
        judgeWhatIsHere();
        if (m_judge.keysAreMissing())
            return waitForMark(source);
        takeFindings();
        watchForAbsence();
        if (m_judge.changed() && !m_changedSince)
            m_changedSince = clock().steady();
        handOver(source);
    }

    void finish() override
    {
        if (m_judge.begun()) {
            settleDetection();
            m_judge.touchScored();
        }
        if (m_batch && !pushBatch(drainPatience))
            return;
        if (m_judge.begun() && m_judge.changed()) {
            m_batch = std::make_shared<const JudgeBatch>(m_judge.take());
            pushBatch(drainPatience);
        }
    }

    /// What is left of it is judged by whoever comes next.
    void settleDetection()
    {
        const auto until = clock().steady() + patienceToSettle;
        while (!m_detect.idle() && clock().steady() < until) {
            takeFindings();
            std::this_thread::sleep_for(10ms);
        }
        takeFindings();
    }

    void takeNews(RecordSource &source)
    {
        while (const auto news = m_record.news()) {
            if (news->generation != generation())
                continue;
            switch (news->kind) {
            case JudgeNews::Kind::start:
                if (news->start->lease == m_lease) // else this source is left at once
                    begin(*news->start, source);
                break;
            case JudgeNews::Kind::plantMoved:
                m_judgesAgain = true;
                qCInfo(log, "The plant has changed; judging goes on with the new one from what is recorded.");
                startOver();
                break;
            case JudgeNews::Kind::fenced:
                m_ours.clear();
                qCWarning(
                    log, "Another instance judges a partition we thought was ours; joining the group again.");
                rejoin(source);
                break;
            }
        }
    }

    void begin(const JudgeStart &start, RecordSource &source)
    {
        source.resume();
        if (Done started = source.start(start.positions); !started)
            return refuse(started.error());
        m_merge.begin(m_partitions, clock().steady());
        leaveWhatOthersJudged(start.positions);
        m_judge.begin(stream(), start);
        m_detect.follow(start.plant);
        const auto ours = [this](std::int32_t machine) { return m_judge.records(machine); };
        std::vector<Finding> standing;
        std::ranges::copy_if(start.standing, std::back_inserter(standing),
                             [&](const Finding &finding) { return ours(finding.machine); });
        m_catchUp.begin(start.plant, start.skipped, takenOver(start), ours);
        // What was found and not recorded when we had to start over is recorded now.
        m_detect.tellAgain(std::move(standing), std::exchange(m_anew, {}));
        m_byModels = start.judgedByModels;
        m_begun = clock().steady();
        m_judgedUpTo.reset();
    }

    /// Of a partition of which not that is recorded which we have judged. Others have judged it meanwhile, or
    /// it was made anew; but where we judge once more by another plant, what was not recorded comes again.
    void leaveWhatOthersJudged(const std::vector<StartPosition> &positions)
    {
        const bool again = std::exchange(m_judgesAgain, false);
        for (const StartPosition &position : positions) {
            const auto ours = m_judge.next(position.partition);
            if (again ? position.next > ours : position.next != ours)
                m_ours.erase(position.partition);
        }
    }

    /// Of the machines that somebody else judged before, or we did before we were started: what was read, and
    /// was not judged by models when that ended.
    std::vector<SkippedSpan> takenOver(const JudgeStart &start)
    {
        std::vector<SkippedSpan> spans;
        if (std::exchange(m_oursOf, stream()) != stream())
            m_ours.clear();
        for (const auto &[machine, memory] : start.memories) {
            if (!m_judge.records(machine) || m_ours.contains(memory.partition))
                continue;
            m_anew.push_back(machine);
            const auto judged = start.judgedByModels.find(machine);
            if (judged == start.judgedByModels.end() || !memory.newestAt ||
                *memory.newestAt <= judged->second)
                continue;
            const Instant from = judged->second + Instant::duration(1);
            spans.push_back({machine, std::max(from, *memory.newestAt - longestGap), *memory.newestAt});
        }
        m_ours = {m_partitions.begin(), m_partitions.end()};
        return spans;
    }

    void judgeWhatIsHere()
    {
        const Instant now = clock().now();
        auto judged = std::make_shared<JudgedReadings>();
        JudgedReadings missed;
        const bool ready = m_detect.ready();
        const auto watched = m_detect.watched();
        m_more = true;
        for (int count = 0; count < mostJudgedAtOnce; ++count) {
            const std::optional<Record> record = m_merge.next(clock().steady());
            m_more = record.has_value();
            if (!m_more)
                break;
            if (m_judge.judge(*record, now)) {
                ++m_status.readings;
                const std::int32_t machine = m_judge.judged().reading.machine;
                if (watched->contains(machine)) {
                    beginWithModels(m_judge.judged());
                    judged->readings.push_back(m_judge.takeJudged());
                } else if (!ready && m_byModels.contains(machine))
                    missed.readings.push_back(m_judge.takeJudged());
            }
            if (m_judge.keysAreMissing())
                break;
            if (record->time)
                m_status.judgedUpTo = m_judgedUpTo = record->time;
        }
        if (!missed.readings.empty())
            m_catchUp.skipped(missed);
        if (judged->readings.empty())
            return;
        judged->plant = m_judge.plant();
        if (!m_detect.push(judged))
            m_catchUp.skipped(*judged);
    }

    /// Recorded with the first reading that models judge, or what follows would be judged by nobody where we
    /// die before there is a score.
    void beginWithModels(const JudgedReading &first)
    {
        const Reading &reading = first.reading;
        const Instant before = reading.takenAt() - Instant::duration(1);
        if (!m_byModels.emplace(reading.machine, before).second)
            return;
        MachineScore none;
        none.machine = reading.machine;
        none.at = reading.madeAt() - Instant::duration(1);
        none.sourceAt = before;
        none.run = first.run;
        m_judge.add(std::move(none));
    }

    void takeFindings()
    {
        // First: what was found up to a score is there when the score is.
        for (MachineScore &score : m_detect.scores()) {
            if (m_scores)
                m_scores->take(score);
            m_judge.add(std::move(score));
        }
        while (auto finding = m_detect.finding())
            m_judge.add(std::move(*finding));
        for (const SkippedSpan &span : m_catchUp.changed())
            m_judge.add(span);
        while (auto caughtUp = m_catchUp.next())
            m_judge.add(std::move(*caughtUp));
    }

    /// What is not recorded yet is judged again, with everything else, by whoever then has the lease.
    void waitForMark(RecordSource &source)
    {
        m_judge.end();
        m_merge.begin({}, {});
        m_more = false;
        source.pause();
        status().paused = true;
        m_toMark = true;
    }

    bool pushMark()
    {
        JudgeJob job{JudgeJob::Kind::keyless, generation(), stream(), {}, {}};
        return m_record.push(job, 0ms);
    }

    /// Once everything was read the clock tells what should have come, before that what was judged last. Far
    /// behind nobody tells: what is missing then is noticed with its next value, or at the end.
    void watchForAbsence()
    {
        if (m_fullSince)
            return; // we are the ones who read nothing
        const Instant now = clock().now();
        const bool caughtUp = m_merge.caughtUp(clock().steady());
        const std::optional<Instant> until = caughtUp ? now : m_judgedUpTo;
        if (!until || now - *until > lateAfter)
            return;
        for (const std::int32_t partition : m_partitions)
            if (m_merge.knows(partition))
                m_judge.watch(partition, std::min(*until, now), now);
    }

    void handOver(RecordSource &source)
    {
        const auto wait = m_judge.urgent() ? eventPatience : quietPatience;
        if (!m_batch && m_changedSince && clock().steady() - *m_changedSince >= wait) {
            m_batch = std::make_shared<const JudgeBatch>(m_judge.take());
            m_changedSince.reset();
        }
        if (m_batch && pushBatch(0ms))
            m_reader.m_status.set(m_status);
        if (full())
            holdOff(source);
        else
            goOn(source);
    }

    /// A record worker that is held up by the database does not hold us up before this.
    bool full() const { return m_batch && m_judge.events() >= mostEventsWaiting; }

    void goOn(RecordSource &source)
    {
        if (status().paused) {
            source.resume();
            m_merge.reopen(clock().steady());
        }
        status().paused = false;
        m_fullSince.reset();
    }

    void holdOff(RecordSource &source)
    {
        if (!m_fullSince)
            m_fullSince = clock().steady();
        if (!status().paused && clock().steady() - *m_fullSince >= patienceBeforePause) {
            qCInfo(log, "The database is slow or away and no more events fit into the journal: pausing, the "
                        "broker keeps what is not yet judged.");
            source.pause();
            status().paused = true;
        }
        if (!status().paused)
            sleepUnlessStopped(stop(), 5ms);
    }

    bool pushBatch(milliseconds patience)
    {
        JudgeJob job{JudgeJob::Kind::record, generation(), stream(), {}, m_batch};
        if (!m_record.push(job, patience))
            return false;
        m_status.events += m_batch->events.size();
        m_batch.reset();
        return true;
    }

    JudgeReader &m_reader;
    RecordWorker &m_record;
    DetectWorker &m_detect;
    CatchUpWorker &m_catchUp;
    ScoreSink *m_scores; ///< may be null
    MachineJudge m_judge;
    PartitionMerge m_merge;
    RecordBatch m_inbox;
    std::vector<std::int32_t> m_partitions;
    std::set<std::int32_t> m_ours;              ///< partitions that we judge without a break
    StreamId m_oursOf;                          ///< of these
    std::vector<std::int32_t> m_anew;           ///< machines of others
    std::map<std::int32_t, Instant> m_byModels; ///< machines that models have judged when we began
    std::shared_ptr<const JudgeBatch> m_batch;  ///< that the record worker could not take yet
    std::optional<std::chrono::nanoseconds> m_changedSince;
    std::optional<std::chrono::nanoseconds> m_fullSince;
    std::chrono::nanoseconds m_begun{0};
    JudgeLease m_lease;                  ///< by which we read
    StreamId m_watched;                  ///< that the record worker knows
    bool m_judgesAgain = false;          ///< what is ours, by another plant
    bool m_toMark = false;               ///< the record worker has to be told that keys are missing
    bool m_more = false;                 ///< the merge may have a next record at once
    std::optional<Instant> m_judgedUpTo; ///< since we began here
    JudgeStatus m_status;
};

JudgeReader::JudgeReader(StreamBus bus, RecordWorker &record, DetectWorker &detect, CatchUpWorker &catchUp,
                         ScoreSink *scores, std::string defaultMachine, const Clock &clock)
    : m_thread("judge", [this, bus = std::move(bus), &record, &detect, &catchUp, scores,
                         machine = std::move(defaultMachine), &clock](const std::stop_token &stop) {
          Work(*this, bus, record, detect, catchUp, scores, machine, clock, stop).run([&record] {
              return *record.identity();
          });
      })
{
}

} // namespace rig::pipeline
