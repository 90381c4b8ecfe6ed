#pragma once

#include "composition/core/servers.h"
#include "domain/clock.h"
#include "domain/crashpoint.h"
#include "domain/readerstatus.h"
#include "pipeline/keepreader.h"
#include "settings/datadirectory.h"

namespace rig::composition {

/// The reader that keeps: its two workers, connected. Stopping it drains, at most 10 s. Any thread may ask
/// for the status; everything else belongs to the thread that made it.
class Keep
{
public:
    /// `instance` names this installation in the consumer group and is held by `lock`.
    Keep(const Servers &servers, const std::string &defaultMachine, const std::string &installation,
         settings::RoleLock lock, const Clock &clock, CrashPoint &crashPoint);

    ReaderStatus status() const;
    void retryNow() { m_store.retryNow(); }
    /// Where each partition goes on, as far as it is stored.
    std::map<std::int32_t, std::int64_t> stored() const { return m_store.status()->next; }

private:
    settings::RoleLock m_lock;
    pipeline::StoreWorker m_store;
    pipeline::KeepReader m_reader; ///< after the store worker: it stops first
};

} // namespace rig::composition
