#include "spine/killround.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>
#include <cstdio>
#include <stdexcept>

// Kills `rigctl node`, and sometimes its servers, at random and under load, and lets the oracle look. Exit
// status 0: as expected; 1: not; 2: it could not be tried.

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;

namespace {

struct Plan
{
    QString program;
    int kills = 0;
    std::uint32_t seed = 0;
    bool expectLoss = false;
};

/// Of 20 victims one is the broker, which takes seconds to come back, and three are the database. Where the
/// program is known to be wrong it dies where that shows.
std::vector<KillRound::Victim> victims(int count, bool stepsOnly, std::mt19937 &random)
{
    using Victim = KillRound::Victim;
    std::vector<Victim> victims;
    for (int i = 0; i < count; ++i)
        victims.push_back(stepsOnly    ? Victim::nodeAtSomeStep
                          : i == 0     ? Victim::broker
                          : i % 7 == 1 ? Victim::database
                          : i % 2 == 0 ? Victim::nodeAtSomeInstant
                          : i % 4 == 1 ? Victim::nodeAtSomeStep
                                       : Victim::nodeAtSomeJudgeStep);
    std::shuffle(victims.begin(), victims.end(), random);
    return victims;
}

/// The oracle's differences of the first round that has any.
QStringList run(const Plan &plan)
{
    const int perRound = plan.expectLoss ? 4 : 20;
    std::mt19937 random(plan.seed);
    for (int done = 0; done < plan.kills;) {
        const int count = std::min(perRound, plan.kills - done);
        KillRound round(plan.program, static_cast<std::uint32_t>(random()));
        for (const KillRound::Victim victim : victims(count, plan.expectLoss, random))
            round.kill(victim);
        const QStringList wrong = round.drainAndCheck();
        done += count;
        std::printf("%d kills, %lld messages in this round: %s\n", done,
                    static_cast<long long>(round.messages()),
                    wrong.isEmpty() ? "each stored and judged once" : "the oracle objects");
        std::fflush(stdout);
        if (!wrong.isEmpty())
            return wrong;
    }
    return {};
}

Plan planOf(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOptions(
        {{u"kills"_s, u"How many."_s, u"N"_s, u"20"_s},
         {u"seed"_s, u"Of an earlier run."_s, u"S"_s, QString::number(std::random_device{}())},
         {u"program"_s, u"Instead of the rigctl that RIG_RIGCTL names."_s, u"PATH"_s,
          qEnvironmentVariable("RIG_RIGCTL")},
         {u"expect-loss"_s, u"The program is known to lose readings: the oracle must notice."_s}});
    parser.process(application);
    return {parser.value(u"program"_s), parser.value(u"kills"_s).toInt(), parser.value(u"seed"_s).toUInt(),
            parser.isSet(u"expect-loss"_s)};
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const Plan plan = planOf(application);
    if (const QString why = whyNoBroker(); !why.isEmpty()) {
        std::printf("SKIP   : initTestCase %s\n", qPrintable(why));
        return qEnvironmentVariableIsSet("RIG_REQUIRE_SERVERS") ? 2 : 0;
    }
    if (plan.kills < 1) {
        std::puts("--kills must be a number from 1 on.");
        return 2;
    }
    std::printf("%d kills, seed %u\n", plan.kills, plan.seed);
    std::fflush(stdout);
    try {
        const QStringList wrong = run(plan);
        for (const QString &sentence : wrong)
            std::puts(qPrintable(sentence));
        const bool lost = std::any_of(wrong.begin(), wrong.end(), [](const QString &sentence) {
            return sentence.contains(u" is stored 0 times "_s);
        });
        if (plan.expectLoss && !lost)
            std::puts("The oracle noticed no loss.");
        return (plan.expectLoss ? lost : wrong.isEmpty()) ? 0 : 1;
    } catch (const std::runtime_error &failure) {
        std::puts(failure.what());
        return 2;
    }
}
