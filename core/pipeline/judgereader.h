#pragma once

#include "domain/ports/scoresink.h"
#include "pipeline/catchupworker.h"
#include "pipeline/groupreading.h"
#include "pipeline/recordworker.h"

namespace rig::pipeline {

struct JudgeStatus
{
    std::uint64_t readings = 0;        ///< judged since the start
    std::uint64_t events = 0;          ///< derived since the start
    std::optional<Instant> judgedUpTo; ///< record time of the newest record judged
};

/// Judges every reading of its partitions against the plant, on a thread of its own: machine states, limits,
/// staleness. What it derives goes to the record worker, which must outlive it. Judges on while the database
/// is away; stops reading when the record worker can take no more. Timers run on the records' time while it
/// is behind, and on the clock once everything was read.
///
/// Where producers set keys it is a member of the judges' group. Of a keyless stream it reads every partition
/// while the lease is ours, else none. A reading without a key in a stream that has keys so far is not judged
/// before the stream is marked: what a machine's memory is made of must never be divided between two judges.
///
/// What it has judged it hands to detection, and records what that found.
class JudgeReader
{
public:
    /// `detect`, `catchUp` and `scores`, which may be null, must outlive it too.
    JudgeReader(StreamBus bus, RecordWorker &record, DetectWorker &detect, CatchUpWorker &catchUp,
                ScoreSink *scores, std::string defaultMachine, const Clock &clock);

    std::shared_ptr<const PollStatus> pollStatus() const { return m_pollStatus.get(); }
    std::shared_ptr<const JudgeStatus> status() const { return m_status.get(); }

private:
    class Work;

    StatusCell<PollStatus> m_pollStatus;
    StatusCell<JudgeStatus> m_status;
    WorkerThread m_thread;
};

} // namespace rig::pipeline
