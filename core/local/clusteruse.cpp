#include "local/clusteruse.h"

#include "settings/rolelock.h"
#include "settings/text.h"

#include <cerrno>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>

namespace rig::local {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using settings::FileHandle;

Result<FileHandle> ClusterUse::turn(const Interrupted &interrupted) const
{
    auto lock = openLock("postgres-turn.lock");
    const auto deadline = std::chrono::steady_clock::now() + 40s;
    while (lock && ::flock(lock->descriptor(), LOCK_EX | LOCK_NB) != 0) {
        if (interrupted())
            return failure(ErrorKind::cancelled, tr("Waiting for the private database was interrupted."));
        if (std::chrono::steady_clock::now() > deadline)
            return failure(
                ErrorKind::conflict,
                tr("Another process has been starting or stopping the private database in %1 for 40 s. "
                   "End it, or try again.")
                    .arg(shown(m_home.native())));
        std::this_thread::sleep_for(50ms);
    }
    return lock;
}

Done ClusterUse::join()
{
    auto lock = openLock("postgres-users.lock");
    if (!lock)
        return tl::unexpected(lock.error());
    ::flock(lock->descriptor(), LOCK_SH); // never waits: exclusive it is only held in a turn
    m_membership = std::move(*lock);
    return {};
}

bool ClusterUse::leave()
{
    const FileHandle membership = std::move(m_membership);
    return membership.isOpen() && ::flock(membership.descriptor(), LOCK_EX | LOCK_NB) == 0;
}

Result<FileHandle> ClusterUse::openLock(const char *name) const
{
    const FileHandle home = FileHandle::open(m_home, O_RDONLY | O_DIRECTORY);
    FileHandle lock = home.isOpen() ? FileHandle::openIn(home, name, O_RDWR | O_CREAT, 0600) : FileHandle();
    if (lock.isOpen())
        return lock;
    const int reason = errno;
    return failure(
        settings::kindOf(reason),
        tr("%1 cannot be written: %2.").arg(shown((m_home / name).native()), settings::reasonOf(reason)),
        settings::dataDirectorySetting());
}

} // namespace rig::local
