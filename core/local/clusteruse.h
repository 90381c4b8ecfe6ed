#pragma once

#include "local/program.h"
#include "settings/filehandle.h"

#include <QCoreApplication>

namespace rig::local {

/// Who uses the private cluster of an installation, over all processes of this computer: whoever leaves last
/// stops the server. Two lock files in the data directory say so, and the system takes a dead process off
/// them.
class ClusterUse
{
    Q_DECLARE_TR_FUNCTIONS(rig::local::ClusterUse)

public:
    explicit ClusterUse(std::filesystem::path home) : m_home(std::move(home)) {}

    /// The sole right to start or stop the server, for as long as the handle lives. Waits for others, at most
    /// 40 s (a start is bounded by 30 s), then conflict; cancelled when interrupted.
    Result<settings::FileHandle> turn(const Interrupted &interrupted) const;
    /// Counts us as a user, until `leave` or the end of our process.
    Done join();
    bool isUser() const { return m_membership.isOpen(); }
    /// True where we were a user and no other is left. Only in one's turn.
    bool leave();

private:
    Result<settings::FileHandle> openLock(const char *name) const;

    std::filesystem::path m_home;
    settings::FileHandle m_membership;
};

} // namespace rig::local
