#pragma once

#include "domain/result.h"
#include "local/account.h"
#include "settings/filehandle.h"

#include <filesystem>
#include <optional>

namespace rig::local {

/// Where the private cluster of an installation lies: the folder `postgres` in its data directory, 0700, with
/// the cluster itself in `data`, the server's log and its unix socket. It belongs to the account that the
/// server runs as: ourselves, or, because PostgreSQL refuses to run as root, `rig-alpha` or else `postgres`.
class ClusterFolder
{
public:
    /// Makes the folder where it is missing, and lets the server's account, but nobody else, pass through the
    /// data directory (0710). badConfiguration: a path that is too long for a unix socket or has a comma in
    /// it, no account to run as, a folder above that the account cannot enter, another user's folder, a
    /// symbolic link in the place of one.
    static Result<ClusterFolder> open(const std::filesystem::path &home);

    /// The folder as it is; not open where it is missing, or a link, which may lead to anybody's.
    static settings::FileHandle find(const std::filesystem::path &home);

    static std::filesystem::path pathIn(const std::filesystem::path &home) { return home / "postgres"; }
    static std::filesystem::path dataIn(const std::filesystem::path &home) { return pathIn(home) / "data"; }

    const std::filesystem::path &path() const { return m_path; }
    const settings::FileHandle &handle() const { return m_handle; }
    const Account &client() const { return m_client; } ///< whom we run as
    const Account &owner() const { return m_owner; }   ///< whom the server runs as
    /// The owner, where that is not ourselves.
    std::optional<Account> otherAccount() const;
    /// The cluster's data directory; not open where it is missing.
    settings::FileHandle data() const;

private:
    ClusterFolder(std::filesystem::path path, settings::FileHandle handle, Account client, Account owner);

    std::filesystem::path m_path;
    settings::FileHandle m_handle;
    Account m_client;
    Account m_owner;
};

} // namespace rig::local
