#include "local/clusterfiles.h"

#include <cstdio>

#include <fcntl.h>
#include <unistd.h>

namespace rig::local {

using settings::FileHandle;

namespace {

constexpr const char *newFile = "rig-alpha.new";

std::string doubled(std::string_view text, std::string_view special)
{
    std::string result;
    for (const char c : text)
        result.append(special.find(c) == std::string_view::npos ? 1 : 2, c);
    return result;
}

/// The setting is a list: an element with a comma or a blank in it stands in double quotes, the whole in
/// single ones.
std::string folderList(const std::filesystem::path &folder)
{
    return "'\"" + doubled(doubled(folder.native(), "\""), "'\\") + "\"'";
}

} // namespace

std::string foundationSql()
{
    const std::string owner(ownerRole);
    return "create role " + owner + " login;\n" + "create role " + std::string(appRole) + " login;\n" +
           "create role rig_reader;\n" + "create database " + std::string(databaseName) + " owner " + owner +
           ";\n";
}

std::string ClusterConfiguration::server() const
{
    return "# Written by Rig Alpha at each start of this server. Settings of your own: ALTER SYSTEM.\n"
           "listen_addresses = ''\n"
           "unix_socket_directories = " +
           folderList(socketFolder) +
           "\n"
           "unix_socket_permissions = 0700\n"
           "max_connections = 40\n"
           // For one desktop, beside the window.
           "shared_buffers = '64MB'\n"
           // Who asks for a range of years opens each day's tables and their indexes.
           "max_locks_per_transaction = 1024\n"
           // /dev/shm is small in a container, and not there or not ours in many a chroot.
           "dynamic_shared_memory_type = sysv\n"
           // Bounds the disk that the log takes, and how long recovery after a crash lasts.
           "max_wal_size = '256MB'\n"
           "recovery_init_sync_method = syncfs\n"
           // Nobody replicates it.
           "wal_level = minimal\n"
           "max_wal_senders = 0\n"
           // No statement and no value gets into the log.
           "log_min_error_statement = panic\n"
           "log_error_verbosity = terse\n"
           "log_checkpoints = off\n"
           "log_line_prefix = '%m [%p] '\n"
           "cluster_name = 'rig-alpha'\n"
           "lc_messages = 'C'\n"
           "log_timezone = 'UTC'\n"
           "timezone = 'UTC'\n";
}

std::string ClusterConfiguration::access() const
{
    return "local " + std::string(databaseName) + ' ' + std::string(ownerRole) + ',' + std::string(appRole) +
           " peer map=rig\n";
}

std::string ClusterConfiguration::identities() const
{
    const std::string map = "rig \"" + doubled(client, "\"") + "\" ";
    return map + std::string(ownerRole) + '\n' + map + std::string(appRole) + '\n';
}

bool writeOwned(const FileHandle &folder, const char *name, std::string_view text, const Account &owner)
{
    ::unlinkat(folder.descriptor(), newFile, 0);
    const FileHandle file = FileHandle::openIn(folder, newFile, O_WRONLY | O_CREAT | O_EXCL, 0600);
    return file.isOpen() && ::fchown(file.descriptor(), owner.user, owner.group) == 0 &&
           file.writeAndSync(text) &&
           ::renameat(folder.descriptor(), newFile, folder.descriptor(), name) == 0;
}

bool write(const ClusterConfiguration &configuration, const FileHandle &data, const Account &owner)
{
    return writeOwned(data, "postgresql.conf", configuration.server(), owner) &&
           writeOwned(data, "pg_hba.conf", configuration.access(), owner) &&
           writeOwned(data, "pg_ident.conf", configuration.identities(), owner);
}

} // namespace rig::local
