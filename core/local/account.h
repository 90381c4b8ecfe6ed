#pragma once

#include <optional>
#include <string>
#include <vector>

#include <sys/stat.h>
#include <sys/types.h>

namespace rig::local {

/// A login account of this computer with what the system checks when it opens a file.
struct Account
{
    std::string name;
    uid_t user = 0;
    gid_t group = 0;
    std::vector<gid_t> groups; ///< all of them, `group` too

    /// Whether the permission bits let it through this folder.
    bool mayEnter(const struct stat &folder) const;
};

/// No value where the system knows no such account.
std::optional<Account> accountNamed(const char *name);
std::optional<Account> accountOf(uid_t user);

} // namespace rig::local
