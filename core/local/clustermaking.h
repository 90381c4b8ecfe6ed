#pragma once

#include "local/clusterfolder.h"
#include "local/program.h"
#include "local/serverprograms.h"

namespace rig::local {

/// What makes a cluster `name` in the folder with nothing of ours in it.
Program emptyCluster(const ClusterFolder &folder, const ServerPrograms &programs, const char *name);

/// Makes the cluster `data` in its folder, with our roles and database in it, and without ever starting a
/// server that others could reach. Under another name until it is whole, so that a crash leaves no half of
/// one; what an earlier crash left is removed. unavailable, with what PostgreSQL's programs said, where one
/// fails or takes longer than `patience`.
Done makeCluster(const ClusterFolder &folder, const ServerPrograms &programs, milliseconds patience,
                 const Interrupted &interrupted);

} // namespace rig::local
