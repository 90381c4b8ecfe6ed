#include "composition/core/demo.h"

#include "composition/core/privatefiles.h"
#include "local/privatepostgres.h"
#include "local/processhandle.h"
#include "settings/text.h"

#include <QCoreApplication>

#include <csignal>

namespace rig::composition {

using namespace std::chrono_literals;
using settings::DataDirectory;
using settings::RoleLock;

namespace {

namespace fs = std::filesystem;

constexpr const char *windowRole = "window";
/// A window drains its readers for up to 20 s and stops the private PostgreSQL for up to 15 s.
constexpr auto endPatience = 60s;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::composition::Demo)
};

bool isTaken(const Result<RoleLock> &lock)
{
    return !lock && lock.error().kind == ErrorKind::conflict;
}

/// Sends the holder of the window's lock home. Nothing where it has gone meanwhile.
Done endHolder(const DataDirectory &directory, pid_t holder)
{
    const local::ProcessHandle process(holder);
    if (!process.isOpen())
        return {};
    process.signal(SIGTERM);
    if (process.ended(endPatience))
        return {};
    return failure(
        ErrorKind::unavailable,
        Words::tr("Process %1, which uses %2, has been told to end and has not within %3 s. Try again; if "
                  "that does not help, kill -9 it and try again, which stops its database.")
            .arg(QString::number(holder), shown(directory.path().native()),
                 QString::number(endPatience / 1s)));
}

bool neverInterrupted()
{
    return false;
}

} // namespace

Result<RoleLock> lockWindow(const DataDirectory &directory)
{
    auto lock = directory.lockRole(windowRole);
    if (!isTaken(lock))
        return lock;
    const auto holder = directory.lastHolder(windowRole);
    return failure(
        ErrorKind::conflict,
        Words::tr("Rig Alpha already runs with the data directory %1 (process %2). Use its window; or end it "
                  "with packaging/run --stop or rigctl demo stop; or start this one with --role watch, which "
                  "only shows, or with a data directory of its own (--data-dir or RIG_DATA_DIR).")
            .arg(shown(directory.path().native()), holder ? QString::number(*holder) : Words::tr("unknown")),
        settings::dataDirectorySetting());
}

std::optional<int> windowOn(const DataDirectory &directory)
{
    return isTaken(directory.lockRole(windowRole)) ? directory.lastHolder(windowRole) : std::nullopt;
}

Result<EndedDemo> endDemo(const DataDirectory &directory)
{
    EndedDemo ended;
    auto lock = directory.lockRole(windowRole);
    if (const auto holder = directory.lastHolder(windowRole); isTaken(lock) && holder) {
        if (Done gone = endHolder(directory, *holder); !gone)
            return tl::unexpected(gone.error());
        ended.program = *holder;
        lock = directory.lockRole(windowRole);
    }
    if (!lock)
        return tl::unexpected(lock.error());
    local::PrivatePostgres postgres(directory, neverInterrupted);
    const auto used = postgres.isUsed();
    if (!used)
        return tl::unexpected(used.error());
    ended.othersGoOn = *used;
    if (*used)
        return ended;
    ended.database = postgres.look().process != 0;
    return postgres.stop().map([&] { return ended; });
}

Result<std::vector<fs::path>> deleteDemo(const DataDirectory &directory)
{
    const auto window = lockWindow(directory);
    if (!window)
        return tl::unexpected(window.error());
    for (const char *role : {"keep", "judge"})
        if (const auto free = directory.lockRole(role); !free)
            return tl::unexpected(free.error());
    local::PrivatePostgres postgres(directory, neverInterrupted);
    const auto used = postgres.isUsed();
    if (!used)
        return tl::unexpected(used.error());
    if (*used)
        return failure(ErrorKind::conflict,
                       Words::tr("Another process uses the private database in %1: a window "
                                 "that watches, or rigctl. End it first.")
                           .arg(shown(directory.path().native())));
    if (Done stopped = postgres.stop(); !stopped)
        return tl::unexpected(stopped.error());
    std::error_code trouble;
    std::vector<fs::path> kept = deletePrivateFiles(directory.path(), trouble);
    if (trouble)
        return failure(ErrorKind::refused,
                       Words::tr("%1 cannot be deleted completely: %2.")
                           .arg(shown(directory.path().native()), QString::fromStdString(trouble.message())),
                       settings::dataDirectorySetting());
    return kept;
}

} // namespace rig::composition
