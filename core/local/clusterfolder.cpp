#include "local/clusterfolder.h"

#include "settings/rolelock.h"
#include "settings/text.h"

#include <QCoreApplication>

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace rig::local {

using namespace Qt::Literals::StringLiterals;
using settings::FileHandle;

namespace {

constexpr std::string_view socketName = ".s.PGSQL.5432";
constexpr std::size_t longestSocketPath = 107; // of sun_path's 108 bytes one is the terminator

struct Say
{
    Q_DECLARE_TR_FUNCTIONS(rig::local::ClusterFolder)
};

tl::unexpected<Error> wrong(const QString &sentence)
{
    return failure(ErrorKind::badConfiguration, sentence, settings::dataDirectorySetting());
}

tl::unexpected<Error> unusable(const std::filesystem::path &path)
{
    const int reason = errno;
    return failure(
        settings::kindOf(reason),
        Say::tr("The folder %1 of the private database cannot be used: %2. Change that, or name another data "
                "directory with --data-dir or RIG_DATA_DIR.")
            .arg(shown(path.native()), settings::reasonOf(reason)),
        settings::dataDirectorySetting());
}

bool isLink(const FileHandle &folder, const char *name)
{
    struct stat facts = {};
    return ::fstatat(folder.descriptor(), name, &facts, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(facts.st_mode);
}

tl::unexpected<Error> linked(const std::filesystem::path &path)
{
    return wrong(
        Say::tr("%1 is a symbolic link, and the private database follows none: it would work on the files of "
                "somebody else. Put the folder itself there, or take the link away and name a data directory "
                "where the folder may be with --data-dir or RIG_DATA_DIR.")
            .arg(shown(path.native())));
}

bool isRoot(const Account &account)
{
    return account.user == 0;
}

Done checkPath(const std::filesystem::path &home, const std::filesystem::path &socket)
{
    if (const std::size_t length = socket.native().size(); length > longestSocketPath)
        return wrong(
            Say::tr("The path of the private database's socket below %1 would have %2 bytes, and the system "
                    "allows %3. Name a data directory with a shorter path with --data-dir or RIG_DATA_DIR.")
                .arg(shown(home.native()), QString::number(length), QString::number(longestSocketPath)));
    if (home.native().find(',') != std::string::npos || settings::hasControlCharacter(home.native()))
        return wrong(
            Say::tr("The private database cannot be in %1: PostgreSQL's clients take a comma for the end of "
                    "the path. Name a data directory without commas and control characters with --data-dir "
                    "or RIG_DATA_DIR.")
                .arg(shown(home.native())));
    return {};
}

Result<Account> ourAccount()
{
    if (auto account = accountOf(::geteuid()))
        return *std::move(account);
    return wrong(
        Say::tr("The user number %1 has no account, so PostgreSQL does not know who asks. Add one to "
                "/etc/passwd, or start as a user that has one.")
            .arg(::geteuid()));
}

/// Whom a server started by root runs as. An existing folder keeps its owner, so that its cluster stays
/// usable.
Result<Account> accountForRoot(uid_t folderOwner)
{
    auto account = folderOwner == 0 ? accountNamed("rig-alpha") : accountOf(folderOwner);
    if (!account && folderOwner == 0)
        account = accountNamed("postgres");
    if (account)
        return *std::move(account);
    return wrong(
        Say::tr("PostgreSQL does not run as root, and there is no account for it: neither 'rig-alpha' "
                "nor 'postgres' exists. Start by packaging/run, or `useradd --system rig-alpha`."));
}

/// Gives the folder to whom the server runs as, and says who that is.
Result<Account> own(const FileHandle &folder, const std::filesystem::path &path, const Account &client)
{
    struct stat facts = {};
    if (::fstat(folder.descriptor(), &facts) != 0)
        return unusable(path);
    if (!isRoot(client) && facts.st_uid != client.user)
        return wrong(
            Say::tr("The folder %1 of the private database belongs to another user (%2): start as that "
                    "user, or name another data directory with --data-dir or RIG_DATA_DIR.")
                .arg(shown(path.native()), QString::number(facts.st_uid)));
    auto owner = isRoot(client) ? accountForRoot(facts.st_uid) : client;
    if (owner && (::fchown(folder.descriptor(), owner->user, owner->group) != 0 ||
                  ::fchmod(folder.descriptor(), 0700) != 0))
        return unusable(path);
    return owner;
}

/// One group may pass through the data directory and see nothing of it: the server's own.
bool letPass(const FileHandle &home, const struct stat &facts, const Account &account)
{
    const mode_t mode = (facts.st_mode & 07707) | S_IXGRP;
    constexpr auto sameOwner = static_cast<uid_t>(-1);
    return ::fchown(home.descriptor(), sameOwner, account.group) == 0 &&
           ::fchmod(home.descriptor(), mode) == 0;
}

Done openTheWay(const std::filesystem::path &home, const FileHandle &homeHandle, const Account &account)
{
    struct stat facts = {};
    std::filesystem::path above;
    for (const std::filesystem::path &part : home.parent_path()) {
        above /= part;
        if (::stat(above.c_str(), &facts) != 0)
            return unusable(above);
        if (!account.mayEnter(facts))
            return wrong(
                Say::tr("PostgreSQL runs as '%1' when root starts it, and that account cannot enter %2. "
                        "Name a data directory elsewhere with --data-dir or RIG_DATA_DIR; /var/lib/rig-alpha "
                        "is usual.")
                    .arg(shown(account.name), shown(above.native())));
    }
    if (::fstat(homeHandle.descriptor(), &facts) != 0 ||
        (!account.mayEnter(facts) && !letPass(homeHandle, facts, account)))
        return unusable(home);
    return {};
}

} // namespace

ClusterFolder::ClusterFolder(std::filesystem::path path, FileHandle handle, Account client, Account owner)
    : m_path(std::move(path)),
      m_handle(std::move(handle)),
      m_client(std::move(client)),
      m_owner(std::move(owner))
{
}

Result<ClusterFolder> ClusterFolder::open(const std::filesystem::path &home)
{
    const std::filesystem::path path = pathIn(home);
    if (Done usable = checkPath(home, path / socketName); !usable)
        return tl::unexpected(usable.error());
    auto client = ourAccount();
    if (!client)
        return tl::unexpected(client.error());
    const FileHandle homeHandle = FileHandle::open(home, O_RDONLY | O_DIRECTORY);
    if (!homeHandle.isOpen())
        return unusable(home);
    ::mkdirat(homeHandle.descriptor(), "postgres", 0700); // a failure shows when it is opened
    FileHandle handle = FileHandle::openIn(homeHandle, "postgres", O_RDONLY | O_DIRECTORY);
    if (isLink(homeHandle, "postgres"))
        return linked(path);
    if (!handle.isOpen())
        return unusable(path);
    if (isLink(handle, "data"))
        return linked(dataIn(home));
    if (!FileHandle::openIn(handle, "data", O_RDONLY | O_DIRECTORY).isOpen() && errno != ENOENT)
        return unusable(dataIn(home));
    auto owner = own(handle, path, *client);
    if (!owner)
        return tl::unexpected(owner.error());
    return openTheWay(home, homeHandle, *owner).map([&] {
        return ClusterFolder(path, std::move(handle), *std::move(client), *std::move(owner));
    });
}

FileHandle ClusterFolder::find(const std::filesystem::path &home)
{
    const FileHandle handle = FileHandle::open(home, O_RDONLY | O_DIRECTORY);
    return handle.isOpen() ? FileHandle::openIn(handle, "postgres", O_RDONLY | O_DIRECTORY) : FileHandle();
}

std::optional<Account> ClusterFolder::otherAccount() const
{
    return m_owner.user == m_client.user ? std::nullopt : std::optional(m_owner);
}

FileHandle ClusterFolder::data() const
{
    return FileHandle::openIn(m_handle, "data", O_RDONLY | O_DIRECTORY);
}

} // namespace rig::local
