#include "local/serversfile.h"

#include "local/processbirth.h"
#include "settings/text.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cerrno>
#include <climits>
#include <cstdio>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rig::local {

using namespace Qt::Literals::StringLiterals;
using settings::FileHandle;

namespace {

constexpr const char *name = "servers.json";
constexpr const char *newName = "servers.json.new";
constexpr std::size_t longestFile = 64 * 1024;
constexpr int formatVersion = 1;

bool isOurs(const std::filesystem::path &folder)
{
    struct stat facts = {};
    return folder.is_absolute() && ::stat(folder.c_str(), &facts) == 0 && S_ISDIR(facts.st_mode) &&
           facts.st_uid == ::geteuid();
}

QByteArray toJson(const RunningServers &servers)
{
    const QJsonObject broker{{u"servers"_s, shown(servers.broker)},
                             {u"cluster"_s, shown(servers.cluster)},
                             {u"topic"_s, shown(servers.topic)}};
    const QJsonObject database{{u"url"_s, shown(servers.database.url)},
                               {u"owner_url"_s, shown(servers.database.ownerUrl)}};
    const QJsonObject process{{u"id"_s, ::getpid()}, {u"birth"_s, shown(birthOf(::getpid()))}};
    return QJsonDocument(QJsonObject{{u"version"_s, formatVersion},
                                     {u"broker"_s, broker},
                                     {u"database"_s, database},
                                     {u"process"_s, process}})
        .toJson();
}

} // namespace

std::filesystem::path ServersFile::usualFolder(const std::filesystem::path &dataDirectory)
{
    const std::filesystem::path runtime = qgetenv("XDG_RUNTIME_DIR").toStdString();
    return isOurs(runtime) ? runtime / "rig-alpha" : dataDirectory;
}

Done ServersFile::write(const RunningServers &servers) const
{
    ::mkdir(m_folder.c_str(), 0700); // a failure shows when it is opened
    const auto folder = lockedFolder();
    if (!folder)
        return tl::unexpected(folder.error());
    if (const auto present = readIn(*folder); present && *present && (*present)->process != ::getpid())
        return failure(
            ErrorKind::conflict,
            tr("Process %1 already runs private servers, which this program can use; %2 says which.")
                .arg(QString::number((*present)->process), shown(path().native())));
    const int at = folder->descriptor();
    ::unlinkat(at, newName, 0);
    const FileHandle file = FileHandle::openIn(*folder, newName, O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (file.isOpen() && file.writeAndSync(toJson(servers).toStdString()) &&
        ::renameat(at, newName, at, name) == 0)
        return {};
    return unusable(errno);
}

Result<std::optional<RunningServers>> ServersFile::read() const
{
    const FileHandle folder = FileHandle::open(m_folder, O_RDONLY | O_DIRECTORY);
    return folder.isOpen() ? readIn(folder) : std::nullopt;
}

void ServersFile::remove() const
{
    const auto folder = lockedFolder();
    const auto present = folder ? readIn(*folder) : std::nullopt;
    if (present && *present && (*present)->process == ::getpid())
        ::unlinkat(folder->descriptor(), name, 0);
}

/// The lock lasts as long as the handle: between looking at the file and changing it nobody else does.
Result<FileHandle> ServersFile::lockedFolder() const
{
    FileHandle folder = FileHandle::open(m_folder, O_RDONLY | O_DIRECTORY);
    if (!folder.isOpen() || ::flock(folder.descriptor(), LOCK_EX) != 0)
        return unusable(errno);
    return folder;
}

Result<std::optional<RunningServers>> ServersFile::readIn(const FileHandle &folder) const
{
    const FileHandle file = FileHandle::openIn(folder, name, O_RDONLY | O_NONBLOCK);
    if (!file.isOpen() && errno == ENOENT)
        return std::nullopt;
    struct stat facts = {};
    if (!file.isOpen() || ::fstat(file.descriptor(), &facts) != 0)
        return unusable(errno);
    if (facts.st_uid != ::geteuid() || (facts.st_mode & (S_IWGRP | S_IWOTH)) != 0)
        return failure(ErrorKind::refused,
                       tr("%1 could have been written by another user, so the servers it names are not used. "
                          "Delete it.")
                           .arg(shown(path().native())));
    const auto text = file.read(longestFile);
    return text ? parse(*text) : unusable(errno);
}

Result<std::optional<RunningServers>> ServersFile::parse(const std::string &text) const
{
    const auto object = QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
    const QJsonObject process = object[u"process"_s].toObject();
    const int id = process[u"id"_s].toInt();
    const std::string birth = process[u"birth"_s].toString().toStdString();
    if (object[u"version"_s].toInt() != formatVersion || id <= 0 || birth.empty())
        return failure(
            ErrorKind::damaged,
            tr("%1 is damaged, or of another version of Rig Alpha. Delete it when no program of that "
               "version runs.")
                .arg(shown(path().native())));
    if (birthOf(id) != birth)
        return std::nullopt;
    const QJsonObject broker = object[u"broker"_s].toObject();
    const QJsonObject database = object[u"database"_s].toObject();
    const auto textOf = [](const QJsonValue &value) { return value.toString().toStdString(); };
    return RunningServers{textOf(broker[u"servers"_s]),
                          textOf(broker[u"cluster"_s]),
                          {textOf(database[u"url"_s]), textOf(database[u"owner_url"_s])},
                          id,
                          textOf(broker[u"topic"_s])};
}

tl::unexpected<Error> ServersFile::unusable(int reason) const
{
    return failure(settings::kindOf(reason),
                   tr("%1 cannot be used: %2. It is how rigctl finds the private servers.")
                       .arg(shown(path().native()), settings::reasonOf(reason)),
                   u"XDG_RUNTIME_DIR"_s);
}

} // namespace rig::local
