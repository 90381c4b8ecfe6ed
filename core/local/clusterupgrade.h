#pragma once

#include "local/clusterfolder.h"
#include "local/program.h"
#include "local/serverprograms.h"

namespace rig::local {

/// Takes a private cluster to the newest PostgreSQL that is installed, where the programs of the one that
/// made it are still there: pg_upgrade copies it, the copy takes its place, and the old one stays beside it
/// until the new one has been started twice. Which names are in the folder tells how far it got:
///
///   data                    the cluster in use, at any time but one
///   data.new                one that is being made; thrown away by the next start
///   data.old                what was upgraded; without `data` beside it the place was being taken over, and
///   it is put
///                           back
///
/// All of it in one's turn and without a server on the cluster; a server that an earlier try left at work is
/// ended.
class ClusterUpgrade
{
public:
    /// `folder` must outlive it.
    explicit ClusterUpgrade(const ClusterFolder &folder) : m_folder(folder) {}

    /// What to do before anything else looks at the folder.
    Done tidyUp() const;
    /// Writes the copy and puts it into its place. `data` must have been stopped in order. Where it fails,
    /// for want of room, say, the cluster is as it was.
    Done run(const ServerPrograms &older, const ServerPrograms &newer, const Interrupted &interrupted) const;
    /// Puts the old one back, and throws the new one away: only while nothing was written to that.
    bool takeBack() const;
    /// Throws the old one away.
    void finish() const;

    /// Whether the old one is still there.
    bool keepsOld() const;

private:
    Done make(const ServerPrograms &older, const ServerPrograms &newer, const Interrupted &interrupted) const;
    Done takeIntoUse() const;
    void removeHelpers() const;

    const ClusterFolder &m_folder;
};

/// The newest installed server that can upgrade a cluster of `version`; none where there is no newer one.
std::optional<ServerPrograms> newerServer(const std::filesystem::path &root, int version);

} // namespace rig::local
