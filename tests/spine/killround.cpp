#include "spine/killround.h"

#include "domain/crashpoint.h"
#include "domain/plantfile.h"
#include "judge/limitrecords.h"

#include <algorithm>
#include <csignal>
#include <stdexcept>

namespace rig::test {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int messagesPerSecond = 1000;
/// Database and broker are among the victims, so this is the longer one of promise I7.
constexpr auto drainTime = 60s;
/// Those of the journal are passed only while the database is away.
const auto stepsWithoutJournal = static_cast<std::size_t>(
    std::find(judgeSteps.begin(), judgeSteps.end(), "journal-before-append") - judgeSteps.begin());

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
        return at(keepSteps[m_random() % keepSteps.size()]);
    case Victim::nodeAtSomeJudgeStep:
        return at(judgeSteps[m_random() % stepsWithoutJournal]);
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
    const QStringList wrong = m_world.check(drainTime) + limitDifferences();
    if (const auto code = m_node->stop(); code != 0)
        throw std::runtime_error("the last node did not end with 0 when asked to");
    return wrong;
}

QStringList KillRound::limitDifferences()
{
    const auto &messages = m_world.producer.messages();
    if (!awaitJudged(m_world.database, m_world.topic.name(), messages, drainTime))
        return {u"not everything was judged in time"_s};
    const Outcome plant = m_world.installation.run({u"plant"_s, u"export"_s, u"-"_s});
    const auto definition = readPlantFile(plant.out.toUtf8());
    if (!definition)
        throw std::runtime_error(definition.error().sentence.toStdString());
    auto expected = expectedEvents(*definition, readingsOf(messages));
    auto recorded = recordedEvents(m_world.database.sql(), m_world.topic.name());
    const auto stale = [](const ExpectedEvent &event) { return event.limit == "stale"; };
    std::erase_if(expected, stale);
    std::erase_if(recorded, stale);
    if (expected.empty())
        return {u"nothing crossed a limit"_s};
    return differences(std::move(expected), std::move(recorded));
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

void KillRound::at(std::string_view step)
{
    if (m_node)
        loseNode();
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
