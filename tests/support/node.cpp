#include "support/node.h"

#include "support/waiting.h"

#include <QDebug>
#include <QDir>
#include <QFile>
#include <QStandardPaths>

#include <csignal>
#include <stdexcept>

namespace rig::test {

using namespace Qt::Literals::StringLiterals;

namespace {

QString contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).trimmed() : QString();
}

/// What each thread of a process waits in; with gdb at hand, where that is called from.
QString whereItStands(qint64 process)
{
    QString text;
    const QDir threads(u"/proc/%1/task"_s.arg(process));
    for (const QString &thread : threads.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        text += u"  %1 in %2\n"_s.arg(contentOf(threads.filePath(thread + u"/comm"_s)),
                                      contentOf(threads.filePath(thread + u"/wchan"_s)));
    const QString debugger = QStandardPaths::findExecutable(u"gdb"_s);
    if (debugger.isEmpty())
        return text;
    QProcess trace;
    trace.start(debugger,
                {u"-p"_s, QString::number(process), u"-batch"_s, u"-ex"_s, u"thread apply all bt"_s});
    trace.waitForFinished(60'000);
    return text + QString::fromUtf8(trace.readAllStandardOutput());
}

} // namespace

Node::Node(const QString &program, const QStringList &options, const QProcessEnvironment &environment,
           const QString &log)
    : m_log(log)
{
    m_process.setProcessEnvironment(environment);
    m_process.setStandardOutputFile(QProcess::nullDevice());
    m_process.setStandardErrorFile(log);
    m_process.start(program, QStringList{u"node"_s} + options);
    if (!m_process.waitForStarted())
        throw std::runtime_error("cannot start " + program.toStdString());
}

Node::~Node()
{
    if (running())
        kill();
}

void Node::kill()
{
    signal(SIGKILL);
    if (!m_process.waitForFinished(10'000))
        throw std::runtime_error("a node survived SIGKILL");
}

void Node::freeze()
{
    signal(SIGSTOP);
}

void Node::thaw()
{
    signal(SIGCONT);
}

std::optional<int> Node::stop(std::chrono::milliseconds patience, int number)
{
    signal(number);
    const std::optional<int> died = diedOf(patience);
    if (died == 0 && m_process.exitCode() == 0)
        return 0;
    // Qt Test prints no optional, and what a sanitizer found stands only in what the node said.
    const QString end = !died        ? u"still runs after %1 ms"_s.arg(patience.count())
                        : *died != 0 ? u"died of signal %1"_s.arg(*died)
                                     : u"ended with %1"_s.arg(m_process.exitCode());
    qWarning().noquote() << u"A node that was asked to stop "_s + end + u". It had said:\n"_s + said();
    if (!died)
        qWarning().noquote() << u"Its threads:\n"_s + whereItStands(m_process.processId());
    return died == 0 ? std::optional(m_process.exitCode()) : std::nullopt;
}

std::optional<int> Node::diedOf(std::chrono::milliseconds patience)
{
    if (running() && !m_process.waitForFinished(static_cast<int>(patience.count())))
        return {};
    // After a crash Qt keeps the number of the signal there.
    return m_process.exitStatus() == QProcess::CrashExit ? m_process.exitCode() : 0;
}

bool Node::running()
{
    if (m_process.state() == QProcess::NotRunning)
        return false;
    return !m_process.waitForFinished(0);
}

QString Node::said() const
{
    QFile file(m_log);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

bool Node::says(const QString &words, std::chrono::milliseconds patience) const
{
    return waitUntil([&] { return said().contains(words); }, patience);
}

void Node::signal(int number)
{
    if (const qint64 id = m_process.processId())
        ::kill(static_cast<pid_t>(id), number);
}

} // namespace rig::test
