#include "local/account.h"

#include <algorithm>
#include <array>

#include <grp.h>
#include <pwd.h>

namespace rig::local {

namespace {

using Buffer = std::array<char, 16 * 1024>;

std::optional<Account> accountFrom(const struct passwd *entry)
{
    if (entry == nullptr)
        return {};
    Account account{entry->pw_name, entry->pw_uid, entry->pw_gid, std::vector<gid_t>(64)};
    int count = static_cast<int>(account.groups.size());
    if (::getgrouplist(entry->pw_name, entry->pw_gid, account.groups.data(), &count) < 0)
        count = 0; // in more groups than anybody needs here
    account.groups.resize(static_cast<std::size_t>(count));
    if (account.groups.empty())
        account.groups.push_back(account.group);
    return account;
}

} // namespace

bool Account::mayEnter(const struct stat &folder) const
{
    if (folder.st_uid == user)
        return (folder.st_mode & S_IXUSR) != 0;
    if (std::find(groups.begin(), groups.end(), folder.st_gid) != groups.end())
        return (folder.st_mode & S_IXGRP) != 0;
    return (folder.st_mode & S_IXOTH) != 0;
}

std::optional<Account> accountNamed(const char *name)
{
    Buffer buffer;
    struct passwd entry = {};
    struct passwd *found = nullptr;
    ::getpwnam_r(name, &entry, buffer.data(), buffer.size(), &found);
    return accountFrom(found);
}

std::optional<Account> accountOf(uid_t user)
{
    Buffer buffer;
    struct passwd entry = {};
    struct passwd *found = nullptr;
    ::getpwuid_r(user, &entry, buffer.data(), buffer.size(), &found);
    return accountFrom(found);
}

} // namespace rig::local
