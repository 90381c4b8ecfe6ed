#include "settings/rolelock.h"

#include "settings/text.h"

#include <QCoreApplication>

#include <cerrno>
#include <climits>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace rig::settings {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Say
{
    Q_DECLARE_TR_FUNCTIONS(rig::settings::RoleLock)
};

std::optional<int> numberIn(const FileHandle &file)
{
    return file.isOpen() ? wholeNumber(trimmed(file.read(16).value_or("")), 1, INT_MAX) : std::nullopt;
}

tl::unexpected<Error> taken(const FileHandle &file, const QString &name)
{
    const auto holder = numberIn(file);
    const QString who = holder ? Say::tr("process %1").arg(*holder) : Say::tr("another process");
    return failure(
        ErrorKind::conflict,
        Say::tr("%1 is held by %2: two of a role cannot share a data directory. End that process, or "
                "give this one a data directory of its own with --data-dir or RIG_DATA_DIR.")
            .arg(name, who),
        dataDirectorySetting());
}

tl::unexpected<Error> unusable(const QString &name)
{
    const int reason = errno;
    return failure(kindOf(reason), Say::tr("%1 cannot be locked: %2.").arg(name, reasonOf(reason)),
                   dataDirectorySetting());
}

} // namespace

QString dataDirectorySetting()
{
    return u"--data-dir or RIG_DATA_DIR"_s;
}

Result<RoleLock> RoleLock::take(const FileHandle &directory, const std::filesystem::path &path,
                                const std::string &role)
{
    const std::string file = role + ".lock";
    const QString name = shown((path / file).native());
    FileHandle handle = FileHandle::openIn(directory, file.c_str(), O_RDWR | O_CREAT, 0600);
    if (!handle.isOpen())
        return unusable(name);
    if (::flock(handle.descriptor(), LOCK_EX | LOCK_NB) != 0)
        return errno == EWOULDBLOCK ? taken(handle, name) : unusable(name);
    if (::ftruncate(handle.descriptor(), 0) != 0 || !handle.writeAndSync(std::to_string(::getpid())))
        return unusable(name);
    return RoleLock(std::move(handle));
}

std::optional<int> RoleLock::lastHolder(const FileHandle &directory, const std::string &role)
{
    return numberIn(FileHandle::openIn(directory, (role + ".lock").c_str(), O_RDONLY));
}

} // namespace rig::settings
