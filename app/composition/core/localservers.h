#pragma once

#include "composition/core/servers.h"
#include "pipeline/statuscell.h"
#include "pipeline/workerthread.h"
#include "settings/datadirectory.h"

namespace rig::composition {

/// Finds the servers of the settings, and runs private ones in place of those that are not configured: a
/// PostgreSQL with the demo plant in it, and the in-process broker. On a thread of its own, because that
/// takes seconds; tries again for ever. The private ones live as long as this, so it must outlive everything
/// that uses them.
class LocalServers
{
public:
    struct Status
    {
        std::optional<settings::BusSettings> bus;
        std::optional<StreamId> inProcess; ///< set where the broker is ours
        std::optional<Database> database;
        bool privateDatabase = false;
        std::optional<Error> brokerTrouble;
        std::optional<Error> databaseTrouble;
        int databaseTries = 0;

        /// Both, once they are known.
        std::optional<Servers> servers() const;
    };

    /// `directory` must outlive it.
    LocalServers(const settings::Settings &settings, const settings::DataDirectory &directory);

    std::shared_ptr<const Status> status() const { return m_status.get(); }

private:
    class Work;

    pipeline::StatusCell<Status> m_status;
    pipeline::WorkerThread m_thread;
};

} // namespace rig::composition
