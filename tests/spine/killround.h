#pragma once

#include "spine/load.h"
#include "spine/world.h"
#include "support/servers.h"

#include <random>

namespace rig::test {

/// Some kills in a row under load, and what the oracle finds afterwards: steady, fault, impact, heal, drain,
/// check. In a database and a topic of its own, with the servers of the whole run, which it kills too.
/// Failures of the set-up are std::runtime_error.
class KillRound
{
public:
    enum class Victim
    {
        nodeAtSomeInstant,
        nodeAtSomeStep,      ///< of keep's transaction
        nodeAtSomeJudgeStep, ///< of the judge's
        database,
        broker,
    };

    /// `program` speaks rigctl's command line.
    KillRound(const QString &program, std::uint32_t seed);

    void kill(Victim victim);
    /// Ends the load and lets the rest be stored and judged; the differences of both oracles, none when all
    /// is well. Values that stay away are left out: when the broker dies, it depends on the instant who is
    /// missed.
    QStringList drainAndCheck();
    std::int64_t messages() const { return m_load.written(); }

private:
    void haveNode(const QStringList &options = {});
    void loseNode();
    void at(std::string_view step);
    QStringList limitDifferences();
    void kill(Server server);
    /// Sleeps, at most `longest` ms.
    void sleepUpTo(std::uint32_t longest);

    World m_world;
    std::mt19937 m_random;
    Load m_load;
    std::unique_ptr<Node> m_node;
};

} // namespace rig::test
