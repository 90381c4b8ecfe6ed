#pragma once

#include "local/clusterfolder.h"
#include "local/clusteruse.h"
#include "local/privatepostgresstate.h"
#include "local/serverprograms.h"
#include "settings/datadirectory.h"
#include "settings/settings.h"

#include <QCoreApplication>

namespace rig::local {

/// The private PostgreSQL of an installation: a cluster of its own in the data directory, reached through a
/// unix socket there and nothing else. The server is no child of ours: it outlives our crash, and the next
/// start adopts it.
///
/// One thread at a time; everything here may block, `start` up to 40 s waiting for its turn and then 30 s for
/// each step. `interrupted` is asked while `start` waits, on that thread.
class PrivatePostgres
{
    Q_DECLARE_TR_FUNCTIONS(rig::local::PrivatePostgres)

public:
    static constexpr const char *installedBelow = "/usr/lib/postgresql";

    PrivatePostgres(const settings::DataDirectory &installation, Interrupted interrupted,
                    std::filesystem::path programsRoot = installedBelow);

    /// Makes the cluster where there is none (about 2 s), starts the server or adopts the one that runs, and
    /// returns when it answers. From then on, also where it failed, and until `leave` or the end of our
    /// process, we count as its user. While the server runs this only says so: one that died is brought back
    /// by calling it again. A cluster of an older PostgreSQL is taken to the newest that is installed, which
    /// copies it and may take minutes; where that fails it is used as it is, and `upgradeTrouble` says why.
    ///
    /// badConfiguration: no server installed, none of the cluster's version, an unusable data directory;
    /// damaged: the cluster is none. unavailable: it did not start, with the end of its log in the sentence,
    /// or not within 30 s: then it goes on (recovery takes its time), and the next start finds it. cancelled:
    /// what was begun is undone.
    Result<PrivatePostgresState> start();
    /// We need it no more; the last one to say so stops it, see `stop`. Nothing happens where we are no user.
    Done leave();
    /// Whether a process uses it; only where we do not.
    Result<bool> isUsed();
    /// Stops it whoever uses it: ends its sessions and waits 10 s for the checkpoint; then at once, and the
    /// next start recovers from its log. unavailable when it does not end within 5 s more.
    Done stop();
    /// How it is now. Also cuts its log back to a bounded length, so look every few minutes.
    PrivatePostgresState look() const;

    /// DATABASE_URL and DATABASE_OWNER_URL for it, whether it runs or not. No secrets: the kernel says who
    /// asks.
    settings::DatabaseSettings urls() const;

private:
    Result<PrivatePostgresState> bringUp(const ClusterFolder &folder);
    Result<PrivatePostgresState> launch(const ClusterFolder &folder);
    Result<PrivatePostgresState> upgrade(const ClusterFolder &folder, const ServerPrograms &older,
                                         const ServerPrograms &newer);
    Result<PrivatePostgresState> startServer(const ClusterFolder &folder, const ServerPrograms &programs);
    void callOff(const settings::FileHandle &data) const;
    Done endOrphans(const settings::FileHandle &data) const;
    Result<PrivatePostgresState> notStarted(const ClusterFolder &folder, off_t logBefore,
                                            const QString &said) const;
    Done halt() const;

    std::filesystem::path m_home;
    Interrupted m_interrupted;
    std::filesystem::path m_programsRoot;
    ClusterUse m_use;
};

} // namespace rig::local
