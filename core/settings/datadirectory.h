#pragma once

#include "settings/rolelock.h"

namespace rig::settings {

/// The directory that makes an installation: its identity, its role locks, and what other parts keep there.
/// Nothing in it is readable by other users. Calls touch the disk and may wait for it; one thread at a time.
class DataDirectory
{
public:
    /// Opens `path`, made with 0700 where it is missing (so are its missing parents), and reads the identity,
    /// made where it is missing. badConfiguration: not a directory, another user's, or one that others may
    /// change; damaged: the identity is not what was written; full: no room.
    static Result<DataDirectory> open(const std::filesystem::path &path);

    /// Whether there is one that `open` would not have to make.
    static bool isAt(const std::filesystem::path &path);

    const std::filesystem::path &path() const { return m_path; } ///< absolute
    /// A random UUID without braces, the same for as long as the directory lives.
    const std::string &installation() const { return m_installation; }
    /// See RoleLock::take().
    Result<RoleLock> lockRole(const std::string &role) const;
    /// See RoleLock::lastHolder().
    std::optional<int> lastHolder(const std::string &role) const;

private:
    DataDirectory(std::filesystem::path path, FileHandle directory);

    Done check() const;
    Done identify();
    Done makeIdentity();
    Done writeIdentity(const std::string &identity) const;

    std::filesystem::path m_path;
    FileHandle m_directory; ///< everything is reached through it, whatever becomes of the path meanwhile
    std::string m_installation;
};

} // namespace rig::settings
