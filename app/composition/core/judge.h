#pragma once

#include "composition/core/servers.h"
#include "domain/clock.h"
#include "domain/crashpoint.h"
#include "domain/readerstatus.h"
#include "pipeline/judgereader.h"
#include "settings/datadirectory.h"

namespace rig::composition {

/// The reader that judges: its workers, connected. Stopping it drains, at most 10 s. Any thread may ask
/// for the status; everything else belongs to the thread that made it.
class Judge
{
public:
    /// `directory` names this installation, in the consumer group and as the holder of leases, which `lock`
    /// keeps to one process; the journal lies there, and the
    /// models that machines are judged by, in `models/ID`. `scores` may be null; else it outlives the judge.
    Judge(const Servers &servers, const std::string &defaultMachine, const settings::DataDirectory &directory,
          settings::RoleLock lock, ScoreSink *scores, const Clock &clock, CrashPoint &crashPoint);

    /// `stored` counts limit events.
    ReaderStatus status() const;
    void retryNow() { m_record.retryNow(); }

private:
    settings::RoleLock m_lock;
    pipeline::RecordWorker m_record;
    pipeline::DetectWorker m_detect;
    pipeline::CatchUpWorker m_catchUp;
    pipeline::JudgeReader m_reader; ///< after the workers: it stops first
};

} // namespace rig::composition
