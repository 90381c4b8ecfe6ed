#pragma once

#include "domain/result.h"
#include "local/account.h"
#include "settings/filehandle.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace rig::local {

inline constexpr std::string_view ownerRole = "rig_owner"; ///< owns the database and its schema
inline constexpr std::string_view appRole = "rig_app";     ///< works with it
inline constexpr std::string_view databaseName = "rig";

/// What makes the roles and the database in a cluster that nobody has started yet: one statement a line, for
/// PostgreSQL's single-user mode.
std::string foundationSql();

/// What a cluster of ours is configured with. Whoever asks has to come through a unix socket that only its
/// folder's owner can reach, and be the account `client` by the kernel's word (`peer`); so there is no
/// password to keep. The superuser cannot be reached at all.
struct ClusterConfiguration
{
    std::filesystem::path socketFolder;
    std::string client; ///< the account we run as

    std::string server() const;     ///< postgresql.conf
    std::string access() const;     ///< pg_hba.conf
    std::string identities() const; ///< pg_ident.conf
};

/// Writes one file into the opened `folder`, whole or not at all, as a file of `owner` that nobody else may
/// read. False and `errno` when it cannot.
bool writeOwned(const settings::FileHandle &folder, const char *name, std::string_view text,
                const Account &owner);

/// Writes all three into the opened data directory, each whole or not at all, as files of `owner`. The
/// program's settings replace what stood there; a person's own belong into postgresql.auto.conf (ALTER
/// SYSTEM). False and `errno` when one cannot be written.
bool write(const ClusterConfiguration &configuration, const settings::FileHandle &data, const Account &owner);

} // namespace rig::local
