#include "local/clusterupgrade.h"

#include "local/clusterfiles.h"
#include "local/clustermaking.h"
#include "local/fulldisk.h"
#include "local/postmaster.h"
#include "settings/rolelock.h"
#include "settings/text.h"

#include <QCoreApplication>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

namespace rig::local {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using settings::FileHandle;

namespace {

constexpr const char *current = "data";
constexpr const char *unfinished = "data.new";
constexpr const char *former = "data.old";
constexpr const char *accessFile = "upgrade_hba.conf";
constexpr const char *identityFile = "upgrade_ident.conf";
constexpr int ourPort = 5432;
constexpr milliseconds stepPatience = 30s;
constexpr milliseconds copyPatience = 60min; ///< it copies all there is
constexpr milliseconds stopPatience = 10s;
constexpr milliseconds settling = 500ms;

struct Say
{
    Q_DECLARE_TR_FUNCTIONS(rig::local::ClusterUpgrade)
};

FileHandle opened(const ClusterFolder &folder, const char *name)
{
    return FileHandle::openIn(folder.handle(), name, O_RDONLY | O_DIRECTORY);
}

bool renamed(const ClusterFolder &folder, const char *from, const char *to)
{
    const int at = folder.handle().descriptor();
    return ::renameat(at, from, at, to) == 0 && ::fsync(at) == 0;
}

void remove(const ClusterFolder &folder, const char *name)
{
    std::error_code none;
    std::filesystem::remove_all(folder.path() / name, none);
}

/// pg_upgrade's servers outlive it when it is killed. They are told by the port in their pid file.
Done endServer(const ClusterFolder &folder, const char *name)
{
    const FileHandle data = opened(folder, name);
    const auto server = data.isOpen() ? findPostmaster(data) : std::nullopt;
    if (!server || readPidFile(data).value_or(PidFile{}).port == ourPort)
        return {};
    server->signal(SIGINT); // PostgreSQL's fast shutdown
    if (server->ended(stopPatience))
        return {};
    server->signal(SIGQUIT);
    if (server->ended(stopPatience))
        return {};
    return failure(
        ErrorKind::unavailable,
        Say::tr("A PostgreSQL (process %1) that an interrupted upgrade started in %2 does not stop.")
            .arg(QString::number(server->id()), shown((folder.path() / name).native())));
}

tl::unexpected<Error> notWritten(const std::filesystem::path &path)
{
    const int reason = errno;
    return failure(settings::kindOf(reason),
                   Say::tr("%1 cannot be written: %2.").arg(shown(path.native()), settings::reasonOf(reason)),
                   settings::dataDirectorySetting());
}

/// pg_upgrade comes as the superuser, whom the cluster's own files keep out.
std::string superuserOnly()
{
    return "local all postgres peer map=upgrade\n";
}

/// What a person set by ALTER SYSTEM is the cluster's, and pg_upgrade leaves it behind.
bool takeSettings(const ClusterFolder &folder)
{
    const FileHandle from = FileHandle::openIn(opened(folder, current), "postgresql.auto.conf", O_RDONLY);
    constexpr std::size_t most = 1024 * 1024;
    const auto text = from.isOpen() ? from.read(most) : std::nullopt;
    return !text || writeOwned(opened(folder, unfinished), "postgresql.auto.conf", *text, folder.owner());
}

Program upgrading(const ClusterFolder &folder, const ServerPrograms &older, const ServerPrograms &newer)
{
    const auto path = [](const std::filesystem::path &file) { return QString::fromStdString(file.native()); };
    // Relative, because they come to PostgreSQL by way of a shell.
    const QString options = u"-c hba_file=%1 -c ident_file=%2"_s.arg(QLatin1StringView(accessFile),
                                                                     QLatin1StringView(identityFile));
    return {newer.folder / "pg_upgrade",
            {u"--old-bindir"_s, path(older.folder), u"--new-bindir"_s, path(newer.folder), u"--old-datadir"_s,
             QLatin1StringView(current), u"--new-datadir"_s, QLatin1StringView(unfinished), u"--username"_s,
             u"postgres"_s, u"--old-options"_s, options, u"--new-options"_s, options},
            folder.path(),
            folder.otherAccount(),
            {}};
}

/// What the planner knows of the tables does not come along.
Program analysing(const ClusterFolder &folder, const ServerPrograms &newer)
{
    return {newer.folder / "postgres",
            {u"--single"_s, u"-D"_s, QLatin1StringView(unfinished), u"-c"_s, u"log_checkpoints=off"_s,
             QString::fromStdString(std::string(databaseName))},
            folder.path(),
            folder.otherAccount(),
            "analyze;\n"};
}

} // namespace

Done ClusterUpgrade::tidyUp() const
{
    if (!opened(m_folder, current).isOpen() && keepsOld() && !renamed(m_folder, former, current))
        return notWritten(m_folder.path() / current);
    for (const char *name : {unfinished, current})
        if (Done ended = endServer(m_folder, name); !ended)
            return ended;
    if (opened(m_folder, unfinished).isOpen())
        remove(m_folder, unfinished);
    removeHelpers();
    return {};
}

Done ClusterUpgrade::run(const ServerPrograms &older, const ServerPrograms &newer,
                         const Interrupted &interrupted) const
{
    const Done done = make(older, newer, interrupted).and_then([this] { return takeIntoUse(); });
    // One that was broken off may have a server that is just starting.
    if (!done && done.error().kind == ErrorKind::cancelled)
        std::this_thread::sleep_for(settling);
    if (!done)
        static_cast<void>(tidyUp());
    removeHelpers();
    return done;
}

Done ClusterUpgrade::make(const ServerPrograms &older, const ServerPrograms &newer,
                          const Interrupted &interrupted) const
{
    if (!writeOwned(m_folder.handle(), accessFile, superuserOnly(), m_folder.owner()) ||
        !writeOwned(m_folder.handle(), identityFile, "upgrade \"" + m_folder.owner().name + "\" postgres\n",
                    m_folder.owner()))
        return notWritten(m_folder.path() / accessFile);
    const struct
    {
        Program program;
        milliseconds patience;
    } steps[] = {{emptyCluster(m_folder, newer, unfinished), stepPatience},
                 {upgrading(m_folder, older, newer), copyPatience},
                 {analysing(m_folder, newer), copyPatience}};
    for (const auto &[program, patience] : steps) {
        const auto outcome = local::run(program, patience, interrupted);
        if (!outcome)
            return tl::unexpected(outcome.error());
        if (outcome->status == 0)
            continue;
        const QString full = fullDisk(m_folder.handle(), m_folder.path(), outcome->output);
        return failure(full.isEmpty() ? ErrorKind::unavailable : ErrorKind::full,
                       full.isEmpty() ? Say::tr("%1 ended with status %2. It said:\n%3")
                                            .arg(shown(program.file.native()),
                                                 QString::number(outcome->status), outcome->output)
                                      : full);
    }
    return takeSettings(m_folder) ? Done() : notWritten(m_folder.path() / unfinished);
}

Done ClusterUpgrade::takeIntoUse() const
{
    const int at = m_folder.handle().descriptor();
    if (::syncfs(at) == 0 && renamed(m_folder, current, former) && renamed(m_folder, unfinished, current))
        return {};
    return notWritten(m_folder.path() / current);
}

bool ClusterUpgrade::takeBack() const
{
    const bool back = renamed(m_folder, current, unfinished) && renamed(m_folder, former, current);
    if (back)
        remove(m_folder, unfinished);
    return back;
}

void ClusterUpgrade::finish() const
{
    remove(m_folder, former);
}

bool ClusterUpgrade::keepsOld() const
{
    return opened(m_folder, former).isOpen();
}

void ClusterUpgrade::removeHelpers() const
{
    for (const char *name :
         {accessFile, identityFile, "delete_old_cluster.sh", ".s.PGSQL.50432", ".s.PGSQL.50432.lock"})
        ::unlinkat(m_folder.handle().descriptor(), name, 0);
}

std::optional<ServerPrograms> newerServer(const std::filesystem::path &root, int version)
{
    for (const ServerPrograms &programs : installedServers(root)) // the newest first
        if (programs.version > version && ::access((programs.folder / "pg_upgrade").c_str(), X_OK) == 0)
            return programs;
    return {};
}

} // namespace rig::local
