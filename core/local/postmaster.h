#pragma once

#include "local/processhandle.h"
#include "settings/filehandle.h"

#include <optional>
#include <vector>

namespace rig::local {

/// What postmaster.pid says, whether or not that is still true.
struct PidFile
{
    pid_t process = 0;
    int port = 0;       ///< 0: not written yet
    bool ready = false; ///< accepts connections
};

/// `data` is the opened data directory of a cluster, here and below. No value where there is no pid file, or
/// one that names no process.
std::optional<PidFile> readPidFile(const settings::FileHandle &data);

/// The server that works on a cluster: the process its pid file names, if that is a server and stands in this
/// directory. A pid file outlives a server that was killed, and its number may by now be anybody's.
std::optional<ProcessHandle> findPostmaster(const settings::FileHandle &data);

/// What still works on a cluster after its server was killed, a long statement for example. While there is
/// one, no new server starts.
std::vector<ProcessHandle> findOrphans(const settings::FileHandle &data);

/// Removes lock files that would keep the next server from starting although theirs is gone: cut short, or
/// with a number that another process has by now. Only after `findPostmaster` found none.
void removeStaleLocks(const settings::FileHandle &data, const settings::FileHandle &socketFolder);

} // namespace rig::local
