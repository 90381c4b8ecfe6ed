#include "local/privatepostgres.h"

#include "local/clusterfiles.h"
#include "local/clustermaking.h"
#include "local/clusterupgrade.h"
#include "local/fulldisk.h"
#include "local/postmaster.h"
#include "local/serverlog.h"
#include "settings/rolelock.h"
#include "settings/text.h"

#include <QUrl>

#include <cerrno>
#include <csignal>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

namespace rig::local {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using settings::FileHandle;
using std::chrono::steady_clock;

namespace {

constexpr milliseconds startPatience = 30s;
constexpr milliseconds fastStopPatience = 10s;
constexpr milliseconds immediateStopPatience = 5s;
constexpr milliseconds orphanPatience = 5s;
constexpr milliseconds callOffPatience = 2s;
constexpr milliseconds lookEvery = 50ms;

/// Who leaves is often interrupted already, and what runs has to be stopped all the same.
bool never()
{
    return false;
}

PrivatePostgresState stateOf(const FileHandle &data)
{
    using Phase = PrivatePostgresState::Phase;
    if (!data.isOpen())
        return {};
    PrivatePostgresState state;
    state.phase = Phase::stopped;
    state.version = clusterVersion(data).value_or(0);
    if (const auto server = findPostmaster(data)) {
        const auto file = readPidFile(data);
        state.phase = file && file->ready ? Phase::running : Phase::starting;
        state.process = server->id();
    }
    return state;
}

std::string urlOf(const std::filesystem::path &socketFolder, std::string_view role)
{
    const QByteArray folder = QUrl::toPercentEncoding(QString::fromStdString(socketFolder.native()));
    return "postgresql://" + std::string(role) + "@/" + std::string(databaseName) +
           "?host=" + folder.toStdString();
}

/// What the server itself calls the reason, or else what it said last.
QString lastFatal(const QString &log)
{
    const QStringList lines = log.split(u'\n');
    const QString mark = u"FATAL:"_s;
    for (auto line = lines.crbegin(); line != lines.crend(); ++line)
        if (const auto at = line->indexOf(mark); at >= 0)
            return line->mid(at + mark.size()).trimmed() + u'.';
    return lines.constLast().trimmed() + u'.';
}

} // namespace

PrivatePostgres::PrivatePostgres(const settings::DataDirectory &installation, Interrupted interrupted,
                                 std::filesystem::path programsRoot)
    : m_home(installation.path()),
      m_interrupted(std::move(interrupted)),
      m_programsRoot(std::move(programsRoot)),
      m_use(m_home)
{
}

Result<PrivatePostgresState> PrivatePostgres::start()
{
    const auto folder = ClusterFolder::open(m_home);
    if (!folder)
        return tl::unexpected(folder.error());
    const auto turn = m_use.turn(m_interrupted);
    if (!turn)
        return tl::unexpected(turn.error());
    return m_use.join().and_then([&] { return bringUp(*folder); });
}

Done PrivatePostgres::leave()
{
    if (!m_use.isUser())
        return {};
    const auto turn = m_use.turn(never);
    if (!turn)
        return tl::unexpected(turn.error());
    return m_use.leave() ? halt() : Done();
}

Result<bool> PrivatePostgres::isUsed()
{
    const auto turn = m_use.turn(never);
    if (!turn)
        return tl::unexpected(turn.error());
    return m_use.join().map([&] { return !m_use.leave(); });
}

Done PrivatePostgres::stop()
{
    const auto turn = m_use.turn(never);
    if (!turn)
        return tl::unexpected(turn.error());
    return halt();
}

PrivatePostgresState PrivatePostgres::look() const
{
    const FileHandle folder = ClusterFolder::find(m_home);
    if (!folder.isOpen())
        return {};
    ServerLog(folder).bound();
    return stateOf(FileHandle::openIn(folder, "data", O_RDONLY | O_DIRECTORY));
}

settings::DatabaseSettings PrivatePostgres::urls() const
{
    const std::filesystem::path folder = ClusterFolder::pathIn(m_home);
    return {urlOf(folder, appRole), urlOf(folder, ownerRole)};
}

/// In our turn: nobody else starts or stops it meanwhile, but it may end by itself.
Result<PrivatePostgresState> PrivatePostgres::bringUp(const ClusterFolder &folder)
{
    if (Done tidy = ClusterUpgrade(folder).tidyUp(); !tidy)
        return tl::unexpected(tidy.error());
    const auto deadline = steady_clock::now() + startPatience;
    const off_t logBefore = ServerLog(folder.handle()).size();
    for (;;) {
        const FileHandle data = folder.data();
        const auto server = data.isOpen() ? findPostmaster(data) : std::nullopt;
        if (!server)
            return launch(folder);
        PrivatePostgresState state = stateOf(data);
        state.adopted = true;
        if (state.phase == PrivatePostgresState::Phase::running)
            return state;
        if (steady_clock::now() > deadline)
            return notStarted(folder, logBefore, {});
        if (m_interrupted())
            return failure(ErrorKind::cancelled, tr("Waiting for the private database was interrupted."));
        server->ended(lookEvery);
    }
}

Result<PrivatePostgresState> PrivatePostgres::launch(const ClusterFolder &folder)
{
    const auto programs =
        chooseServer(m_programsRoot, folder.data(), shown(ClusterFolder::dataIn(m_home).native()));
    if (!programs)
        return tl::unexpected(programs.error());
    if (!folder.data().isOpen())
        if (Done made = makeCluster(folder, *programs, startPatience, m_interrupted); !made)
            return tl::unexpected(made.error());
    auto state = startServer(folder, *programs);
    if (!state)
        return state;
    if (const auto newer = newerServer(m_programsRoot, programs->version))
        return upgrade(folder, *programs, *newer);
    ClusterUpgrade(folder).finish(); // what it was upgraded to has started twice by now
    return state;
}

/// Of the cluster that has just been started, and so is known to be sound.
Result<PrivatePostgresState> PrivatePostgres::upgrade(const ClusterFolder &folder,
                                                      const ServerPrograms &older,
                                                      const ServerPrograms &newer)
{
    const ClusterUpgrade step(folder);
    step.finish();
    Done done = halt().and_then([&] { return step.run(older, newer, m_interrupted); });
    if (done) {
        auto state = startServer(folder, newer);
        if (state)
            state->upgradedFrom = older.version;
        if (state || state.error().kind == ErrorKind::cancelled)
            return state;
        done = tl::unexpected(state.error());
        if (!halt() || !step.takeBack())
            return state;
    }
    if (done.error().kind == ErrorKind::cancelled)
        return tl::unexpected(done.error());
    auto state = startServer(folder, older);
    if (state)
        state->upgradeTrouble =
            tr("The private database could not be taken from PostgreSQL %1 to %2 and is used as it is; the "
               "next start tries again. %3")
                .arg(QString::number(older.version), QString::number(newer.version), done.error().sentence);
    return state;
}

Result<PrivatePostgresState> PrivatePostgres::startServer(const ClusterFolder &folder,
                                                          const ServerPrograms &programs)
{
    const FileHandle data = folder.data();
    if (Done ended = endOrphans(data); !ended)
        return tl::unexpected(ended.error());
    removeStaleLocks(data, folder.handle());
    if (!write({folder.path(), folder.client().name}, data, folder.owner())) {
        const int reason = errno;
        if (settings::kindOf(reason) == ErrorKind::full)
            return notStarted(folder, ServerLog(folder.handle()).size(), settings::reasonOf(reason));
        return failure(settings::kindOf(reason),
                       tr("The configuration of the private database in %1 cannot be written: %2.")
                           .arg(shown(folder.path().native()), settings::reasonOf(reason)));
    }
    const ServerLog log(folder.handle());
    log.bound();
    const off_t logBefore = log.size();
    const QString seconds = QString::number(startPatience.count() / 1000);
    // Relative paths, because a shell gets them.
    auto started = run({programs.folder / "pg_ctl",
                        {u"start"_s, u"-D"_s, u"data"_s, u"-l"_s, QLatin1StringView(ServerLog::name), u"-s"_s,
                         u"-w"_s, u"-t"_s, seconds},
                        folder.path(),
                        folder.otherAccount(),
                        {}},
                       startPatience + 5s, m_interrupted);
    if (started && started->status == 0)
        return stateOf(data);
    if (!started && started.error().kind == ErrorKind::cancelled)
        callOff(data);
    if (!started)
        return tl::unexpected(started.error());
    return notStarted(folder, logBefore, started->output);
}

/// pg_ctl is gone; the server that it has started may not have got as far as to write its pid file.
void PrivatePostgres::callOff(const FileHandle &data) const
{
    const auto deadline = steady_clock::now() + callOffPatience;
    while (!findPostmaster(data) && steady_clock::now() < deadline)
        std::this_thread::sleep_for(lookEvery);
    static_cast<void>(halt());
}

/// With their server gone they have nobody to answer to, and what they have not committed is lost already.
Done PrivatePostgres::endOrphans(const FileHandle &data) const
{
    const auto begin = steady_clock::now();
    for (auto orphans = findOrphans(data); !orphans.empty(); orphans = findOrphans(data)) {
        const auto waited = steady_clock::now() - begin;
        if (waited > 2 * orphanPatience)
            return failure(
                ErrorKind::unavailable,
                tr("Process %1 of a PostgreSQL that was killed still works in %2 and cannot be ended.")
                    .arg(QString::number(orphans.front().id()),
                         shown(ClusterFolder::dataIn(m_home).native())));
        if (waited > orphanPatience)
            for (const ProcessHandle &orphan : orphans)
                orphan.signal(SIGKILL);
        std::this_thread::sleep_for(lookEvery);
    }
    return {};
}

Result<PrivatePostgresState> PrivatePostgres::notStarted(const ClusterFolder &folder, off_t logBefore,
                                                         const QString &said) const
{
    const QString tail = ServerLog(folder.handle()).tail(logBefore);
    const QString &end = tail.isEmpty() ? said : tail;
    const QString file = shown((folder.path() / ServerLog::name).native());
    if (const QString full = fullDisk(folder.handle(), folder.path(), end); !full.isEmpty())
        return failure(ErrorKind::full,
                       full + u' ' + tr("The private PostgreSQL does not start. Its log is %1.").arg(file),
                       settings::dataDirectorySetting());
    if (findPostmaster(folder.data()))
        return failure(ErrorKind::unavailable,
                       tr("The private PostgreSQL is still starting or stopping after "
                          "%1 s and goes on. Its log, %2, ends with:\n%3")
                           .arg(QString::number(startPatience.count() / 1000), file, end));
    return failure(ErrorKind::unavailable,
                   tr("The private PostgreSQL does not start: %1 Its log, %2, ends with:\n%3")
                       .arg(lastFatal(end), file, end));
}

Done PrivatePostgres::halt() const
{
    const FileHandle folder = ClusterFolder::find(m_home);
    const FileHandle data =
        folder.isOpen() ? FileHandle::openIn(folder, "data", O_RDONLY | O_DIRECTORY) : FileHandle();
    const auto server = data.isOpen() ? findPostmaster(data) : std::nullopt;
    if (!server)
        return {};
    server->signal(SIGINT); // PostgreSQL's fast shutdown
    if (server->ended(fastStopPatience))
        return {};
    server->signal(SIGQUIT); // and its immediate one
    if (server->ended(immediateStopPatience))
        return {};
    return failure(
        ErrorKind::unavailable,
        tr("The private PostgreSQL in %1 (process %2) does not stop. It may be waiting for its disk.")
            .arg(shown(ClusterFolder::dataIn(m_home).native()), QString::number(server->id())));
}

} // namespace rig::local
