#include "local/program.h"

#include "settings/text.h"

#include <QCoreApplication>
#include <QProcess>

#include <algorithm>
#include <chrono>
#include <csignal>

#include <grp.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace rig::local {

using namespace Qt::Literals::StringLiterals;
using std::chrono::steady_clock;

namespace {

constexpr qsizetype longestOutput = 8 * 1024;
constexpr int lookEvery = 50; ///< ms

struct Say
{
    Q_DECLARE_TR_FUNCTIONS(rig::local::Program)
};

/// In the child, between fork and exec: system calls only.
void becomeServersAccount(const std::optional<Account> &account)
{
    ::setsid();
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    constexpr int cannotRun = 126; // as shells say it
    if (account && (::setgroups(account->groups.size(), account->groups.data()) != 0 ||
                    ::setgid(account->group) != 0 || ::setuid(account->user) != 0))
        ::_exit(cannotRun);
    // Nobody would wait for it; what it starts in the background, a server, is none of ours any more.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
}

void prepare(QProcess &process, const Program &program)
{
    QProcessEnvironment environment;
    environment.insert(u"PATH"_s, u"/usr/bin:/bin"_s);
    environment.insert(u"LC_ALL"_s, u"C"_s);
    process.setProcessEnvironment(environment);
    process.setProgram(QString::fromStdString(program.file.native()));
    process.setArguments(program.arguments);
    process.setWorkingDirectory(QString::fromStdString(program.folder.native()));
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setChildProcessModifier([account = program.account] { becomeServersAccount(account); });
}

void collect(QProcess &process, QByteArray &output)
{
    output.append(process.readAll());
    if (output.size() > longestOutput)
        output.remove(0, output.size() - longestOutput);
}

/// A session begins as a process group with its leader's number.
void killSession(QProcess &process)
{
    if (const auto leader = static_cast<pid_t>(process.processId()); leader > 0)
        ::kill(-leader, SIGKILL);
    process.kill();
    process.waitForFinished();
}

} // namespace

Result<Outcome> run(const Program &program, milliseconds patience, const Interrupted &interrupted)
{
    QProcess process;
    prepare(process, program);
    process.start();
    const QString name = shown(program.file.native());
    if (!process.waitForStarted())
        return failure(ErrorKind::badConfiguration,
                       Say::tr("%1 cannot be run: %2.").arg(name, process.errorString()));
    process.write(program.input);
    process.closeWriteChannel();

    QByteArray output;
    const auto deadline = steady_clock::now() + patience;
    while (!process.waitForFinished(lookEvery) && process.state() != QProcess::NotRunning) {
        collect(process, output);
        const bool late = steady_clock::now() > deadline;
        if (!late && !interrupted())
            continue;
        killSession(process);
        if (late)
            return failure(ErrorKind::unavailable, Say::tr("%1 did not end within %2 s. Is the disk slow?")
                                                       .arg(name, QString::number(patience.count() / 1000)));
        return failure(ErrorKind::cancelled, Say::tr("%1 was interrupted.").arg(name));
    }
    collect(process, output);
    constexpr int bySignal = 128;
    const int status =
        process.exitStatus() == QProcess::NormalExit ? process.exitCode() : bySignal + process.exitCode();
    return Outcome{status, QString::fromUtf8(output).trimmed()};
}

} // namespace rig::local
