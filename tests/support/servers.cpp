#include "support/servers.h"

#include <QProcess>

#include <csignal>
#include <stdexcept>

namespace rig::test {

using namespace Qt::Literals::StringLiterals;

namespace {

void controlOrDie(Server server, const QString &action)
{
    // What follows needs the server, and a destructor cannot throw.
    try {
        control(server, action);
    } catch (const std::runtime_error &failure) {
        qFatal("%s", failure.what());
    }
}

} // namespace

void control(Server server, const QString &action)
{
    const QString name = server == Server::kafka ? u"kafka"_s : u"postgres"_s;
    QProcess program;
    program.start(QStringLiteral(RIG_SERVERS_CONTROL), {name, action});
    if (!program.waitForFinished(60'000) || program.exitCode() != 0)
        throw std::runtime_error("control " + (name + u' ' + action).toStdString() + ": " +
                                 program.readAllStandardError().toStdString());
}

Frozen::Frozen(Server server) : m_server(server)
{
    control(server, u"freeze"_s);
}

Frozen::~Frozen()
{
    controlOrDie(m_server, u"thaw"_s);
}

Absent::Absent(Server server, const QString &how) : m_server(server)
{
    control(server, how);
}

Absent::~Absent()
{
    controlOrDie(m_server, u"start"_s);
}

StandingStill::StandingStill(std::vector<int> processes) : m_processes(std::move(processes))
{
    for (const int process : m_processes)
        ::kill(process, SIGSTOP);
}

StandingStill::~StandingStill()
{
    for (const int process : m_processes)
        ::kill(process, SIGCONT);
}

} // namespace rig::test
