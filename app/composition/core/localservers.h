#pragma once

#include "composition/core/servers.h"
#include "pipeline/retrywait.h"
#include "pipeline/statuscell.h"
#include "pipeline/workerthread.h"
#include "settings/datadirectory.h"

namespace rig::composition {

/// Finds the servers of the settings. In place of those that are not configured: those that another program
/// of this user runs and tells of in servers.json, else private ones of ours, which are told of there: a
/// PostgreSQL with the demo plant in it, and the in-process broker. On a thread of its own, because that
/// takes seconds; tries again for ever, brings a private PostgreSQL back that has stopped, and finds servers
/// anew when the program whose servers these are has ended. Ours live as long as this, so it must outlive
/// everything that uses them.
class LocalServers
{
public:
    struct Status
    {
        /// Moves when other servers take the place of those before: who works with those starts over.
        std::uint64_t generation = 0;
        std::optional<settings::BusSettings> bus;
        std::optional<StreamId> inProcess;    ///< set where the broker is ours or another program's
        std::optional<std::int64_t> brokerOf; ///< that other program's process
        std::optional<Database> database;
        std::optional<std::int64_t> databaseOf; ///< the process whose private database it is, if not ours
        std::optional<Error> brokerTrouble;
        std::optional<Error> databaseTrouble;
        int databaseTries = 0;

        /// Both, once they are known.
        std::optional<Servers> servers() const;
    };

    /// `directory` must outlive it.
    LocalServers(const settings::Settings &settings, const settings::DataDirectory &directory);

    std::shared_ptr<const Status> status() const { return m_status.get(); }
    /// Tries at once again what did not start.
    void retryNow() { m_retry.now(); }

private:
    class Work;

    pipeline::StatusCell<Status> m_status;
    pipeline::RetryWait m_retry;
    pipeline::WorkerThread m_thread;
};

} // namespace rig::composition
