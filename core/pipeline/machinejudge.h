#pragma once

#include "domain/ports/detectors.h"
#include "domain/ports/judgestore.h"
#include "pipeline/decoder.h"

#include <map>
#include <set>

namespace rig::pipeline {

/// Judges records in the order in which they come and gathers what has to be recorded of it. Owned by the
/// judge's thread; knows no clock: time comes in with every call.
class MachineJudge
{
public:
    /// A value may be on its way this long after the instant at which it is missed.
    static constexpr std::chrono::seconds onItsWay{1};

    explicit MachineJudge(std::string defaultMachine);

    /// Goes on from what is stored.
    void begin(const StreamId &stream, const JudgeStart &start);
    bool begun() const { return m_plant != nullptr; }
    void end() { m_plant.reset(); }

    /// The next record of one of our partitions. False when it is no reading, or one of history, which is not
    /// judged; its offset counts all the same. False and nothing done when it is a reading without a key of a
    /// stream that is not marked as keyless: then it and what follows has to wait for that.
    bool judge(const Record &record, Instant now);
    bool keysAreMissing() const { return m_keysAreMissing; }
    /// Everything that this partition had to say until then was judged: what should have come and has not is
    /// stale, and what is no longer read returns. `now` is the clock's.
    void watch(std::int32_t partition, Instant until, Instant now);

    /// The reading of the last judge() that said true, and the state of its machine with it.
    const JudgedReading &judged() const { return m_judged; }
    JudgedReading takeJudged() { return std::move(m_judged); }
    const PlantPtr &plant() const { return m_plant; }
    /// What detection found is recorded with what is judged; of machines that nothing was judged of yet it is
    /// left out.
    void add(Finding finding);
    /// How unusual a machine is goes with what is recorded next, the newest of each.
    void add(MachineScore score);
    /// The newest of each does not wait for what is recorded next.
    void touchScored();
    /// Readings that detection could not keep up with, and what came of them later; likewise.
    void add(const SkippedSpan &span);
    void add(CaughtUp caughtUp);
    /// What comes next of a partition, as of the last begin(); none where nothing was read of it.
    std::optional<std::int64_t> next(std::int32_t partition) const;
    /// Whether what concerns this machine is ours to record.
    bool records(std::int32_t machine) const;

    /// True when there is something to record.
    bool changed() const { return !m_touched.empty(); }
    std::size_t events() const { return m_events.size(); }
    /// Somebody waits for what is in it.
    bool urgent() const { return !m_events.empty() || !m_findings.empty() || !m_caughtUp.empty(); }
    /// All of it since the last call.
    JudgeBatch take();

private:
    struct Watched
    {
        const MachineLayout *layout;
        MachineMemory memory;
        std::optional<Instant> nextAbsence;
        bool changed = false;
    };

    static void note(Watched &machine);
    /// The partition whose move something of this machine is recorded with; none where there is none yet.
    std::optional<std::int32_t> partitionOf(std::int32_t machine) const;

    Decoder m_decoder;
    StreamId m_stream;
    JudgeLease m_lease;
    bool m_keysAreMissing = false;
    PlantPtr m_plant;
    std::map<std::int32_t, Watched> m_machines;                     ///< by number
    std::map<std::int32_t, std::optional<std::int64_t>> m_recorded; ///< offsets as the last batch left them
    std::map<std::int32_t, std::optional<std::int64_t>> m_next;
    std::map<std::int32_t, Instant> m_watched; ///< by partition: until when
    std::set<std::int32_t> m_touched;          ///< partitions that the next batch speaks of
    std::vector<LimitEvent> m_events;
    std::vector<Finding> m_findings;
    std::map<std::int32_t, MachineScore> m_scores; ///< by machine
    std::vector<SkippedSpan> m_skipped;
    std::vector<CaughtUp> m_caughtUp;
    JudgedReading m_judged;
};

} // namespace rig::pipeline
