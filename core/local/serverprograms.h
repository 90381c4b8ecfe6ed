#pragma once

#include "domain/result.h"
#include "settings/filehandle.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace rig::local {

/// The programs of one installed PostgreSQL server.
struct ServerPrograms
{
    int version = 0; ///< the major one: 15
    std::filesystem::path folder;
};

/// What is installed below `root`, newest first: `root/15/bin`, as Debian keeps each version's programs side
/// by side. A folder without a server in it (a client's) is left out.
std::vector<ServerPrograms> installedServers(const std::filesystem::path &root);

/// The major version that a cluster says it is of; none where it says none.
std::optional<int> clusterVersion(const settings::FileHandle &data);

/// The server for the cluster whose opened data directory is `data`, shown as `place`: the one of its
/// version, neither newer nor older; the newest where `data` is not open, because there is no cluster yet.
/// badConfiguration names the package to install; damaged where the cluster is none.
Result<ServerPrograms> chooseServer(const std::filesystem::path &root, const settings::FileHandle &data,
                                    const QString &place);

} // namespace rig::local
