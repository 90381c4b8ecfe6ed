#include "settings/datadirectory.h"

#include "settings/text.h"

#include <QCoreApplication>
#include <QUuid>

#include <cerrno>
#include <cstdio>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rig::settings {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr const char *identityFile = "installation";
constexpr const char *newIdentityFile = "installation.new";

struct Say
{
    Q_DECLARE_TR_FUNCTIONS(rig::settings::DataDirectory)
};

auto wrong(ErrorKind kind, const QString &sentence)
{
    return failure(kind, sentence, dataDirectorySetting());
}

/// The sentence gets the reason of the last system call as its %2.
auto wrongBySystem(const QString &sentence, const std::filesystem::path &path)
{
    const int reason = errno;
    return wrong(kindOf(reason), sentence.arg(shown(path.native()), reasonOf(reason)));
}

void makeDirectories(const std::filesystem::path &path)
{
    // A failure shows when the whole path is opened.
    std::filesystem::path sofar;
    for (const std::filesystem::path &part : path) {
        sofar /= part;
        ::mkdir(sofar.c_str(), 0700);
    }
}

} // namespace

DataDirectory::DataDirectory(std::filesystem::path path, FileHandle directory)
    : m_path(std::move(path)), m_directory(std::move(directory))
{
}

Result<DataDirectory> DataDirectory::open(const std::filesystem::path &path)
{
    if (path.empty())
        return wrong(ErrorKind::badConfiguration,
                     Say::tr("No data directory is given: name one with --data-dir or RIG_DATA_DIR."));
    std::error_code none;
    const std::filesystem::path whole = std::filesystem::absolute(path, none);
    makeDirectories(whole);
    FileHandle handle = FileHandle::open(whole, O_RDONLY | O_DIRECTORY);
    if (!handle.isOpen())
        return wrongBySystem(Say::tr("The data directory %1 cannot be used: %2. Name another one with "
                                     "--data-dir or RIG_DATA_DIR."),
                             whole);
    DataDirectory directory(whole, std::move(handle));
    return directory.check().and_then([&] { return directory.identify(); }).map([&] {
        return std::move(directory);
    });
}

bool DataDirectory::isAt(const std::filesystem::path &path)
{
    return ::access((path / identityFile).c_str(), F_OK) == 0;
}

Result<RoleLock> DataDirectory::lockRole(const std::string &role) const
{
    return RoleLock::take(m_directory, m_path, role);
}

std::optional<int> DataDirectory::lastHolder(const std::string &role) const
{
    return RoleLock::lastHolder(m_directory, role);
}

Done DataDirectory::check() const
{
    struct stat facts
    {
    };
    if (::fstat(m_directory.descriptor(), &facts) != 0)
        return wrongBySystem(Say::tr("The data directory %1 cannot be examined: %2."), m_path);
    const QString name = shown(m_path.native());
    if (facts.st_uid != ::geteuid())
        return wrong(
            ErrorKind::badConfiguration,
            Say::tr("The data directory %1 belongs to another user (%2): start as that user, or name "
                    "another directory with --data-dir or RIG_DATA_DIR.")
                .arg(name, QString::number(facts.st_uid)));
    if ((facts.st_mode & (S_IWGRP | S_IWOTH)) != 0)
        return wrong(ErrorKind::badConfiguration,
                     Say::tr("The data directory %1 can be changed by other users: take that right away with "
                             "chmod go-w.")
                         .arg(name));
    return {};
}

Done DataDirectory::identify()
{
    const std::filesystem::path path = m_path / identityFile;
    const FileHandle file = FileHandle::openIn(m_directory, identityFile, O_RDONLY);
    if (!file.isOpen() && errno == ENOENT)
        return makeIdentity();
    const auto text = file.isOpen() ? file.read(64) : std::nullopt;
    if (!text)
        return wrongBySystem(Say::tr("%1 cannot be read: %2."), path);
    const std::string identity = text->substr(0, text->find('\n'));
    const QUuid parsed = QUuid::fromString(shown(identity));
    if (parsed.isNull() || parsed.toString(QUuid::WithoutBraces).toStdString() != identity)
        return wrong(
            ErrorKind::damaged,
            Say::tr("%1 is damaged: one line with a UUID belongs there. Put the file back from a backup, "
                    "or delete it: a new identity is made, and what the old one still held at the "
                    "broker is free after a few seconds.")
                .arg(shown(path.native())));
    m_installation = identity;
    return {};
}

Done DataDirectory::makeIdentity()
{
    // Two processes of a fresh installation may come here at the same time: the second one finds the first
    // one's identity.
    const FileHandle guard = FileHandle::openIn(m_directory, ".", O_RDONLY | O_DIRECTORY);
    if (!guard.isOpen() || ::flock(guard.descriptor(), LOCK_EX) != 0)
        return wrongBySystem(Say::tr("The data directory %1 cannot be locked: %2."), m_path);
    if (FileHandle::openIn(m_directory, identityFile, O_RDONLY).isOpen())
        return identify();
    m_installation = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    return writeIdentity(m_installation);
}

Done DataDirectory::writeIdentity(const std::string &identity) const
{
    const int directory = m_directory.descriptor();
    const FileHandle file =
        FileHandle::openIn(m_directory, newIdentityFile, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file.isOpen() && file.writeAndSync(identity + '\n') &&
        ::renameat(directory, newIdentityFile, directory, identityFile) == 0 && ::fsync(directory) == 0)
        return {};
    const auto failed = wrongBySystem(
        Say::tr("The identity of this installation cannot be written to %1: %2."), m_path / identityFile);
    ::unlinkat(directory, newIdentityFile, 0);
    return failed;
}

} // namespace rig::settings
