#include "spine/killround.h"

#include "domain/crashpoint.h"

#include <csignal>
#include <stdexcept>

namespace rig::test {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int messagesPerSecond = 1000;
/// Database and broker are among the victims, so this is the longer one of promise I7.
constexpr auto drainTime = 60s;

} // namespace

KillRound::KillRound(const QString &program, std::uint32_t seed)
    : m_random(seed), m_load(m_world.producer, messagesPerSecond, seed)
{
    m_world.importDemo();
    m_world.installation.useProgram(program);
}

void KillRound::kill(Victim victim)
{
    switch (victim) {
    case Victim::nodeAtSomeInstant:
        haveNode();
        sleepUpTo(1000);
        return loseNode();
    case Victim::nodeAtSomeStep:
        return atSomeStep();
    case Victim::database:
        return kill(Server::postgres);
    case Victim::broker:
        return kill(Server::kafka);
    }
}

QStringList KillRound::drainAndCheck()
{
    haveNode();
    m_load.stop();
    const QStringList wrong = m_world.check(drainTime);
    if (const auto code = m_node->stop(); code != 0)
        throw std::runtime_error("the last node did not end with 0 when asked to");
    return wrong;
}

void KillRound::haveNode(const QStringList &options)
{
    if (m_node && !m_node->running())
        throw std::runtime_error("a node ended by itself: " + m_node->said().toStdString());
    if (!m_node)
        m_node = m_world.installation.startNode(options);
}

void KillRound::loseNode()
{
    m_node->kill();
    m_node.reset();
}

void KillRound::atSomeStep()
{
    if (m_node)
        loseNode();
    const std::string_view step = keepSteps[m_random() % keepSteps.size()];
    haveNode({u"--fail-point"_s, QString::fromUtf8(step.data())});
    if (m_node->diedOf(30s) != SIGKILL)
        throw std::runtime_error("a node did not die at the step " + std::string(step) + ": " +
                                 m_node->said().toStdString());
    m_node.reset();
}

/// The node lives through it, or is killed while the server is not there.
void KillRound::kill(Server server)
{
    haveNode();
    sleepUpTo(1000);
    {
        const Absent absent(server, u"kill"_s);
        sleepUpTo(500);
        if (m_random() % 2 == 0)
            loseNode();
    }
    haveNode();
    sleepUpTo(1000);
}

void KillRound::sleepUpTo(std::uint32_t longest)
{
    std::this_thread::sleep_for(std::chrono::milliseconds(m_random() % longest));
}

} // namespace rig::test
