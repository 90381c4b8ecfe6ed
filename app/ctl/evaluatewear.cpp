#include "ctl/evaluatewear.h"

#include "ctl/terminal.h"
#include "ctl/weartrial.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double closeEnough = .2;

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::EvaluateWear", text);
}

bool isClose(const WearRun::Told &told)
{
    return told.life && std::abs(told.life->p50 - told.truth) <= closeEnough * told.truth;
}

bool isInside(const WearRun::Told &told)
{
    return told.life && told.truth >= told.life->p10 && told.truth <= told.life->p90;
}

/// From half-life on to the last of its ages.
bool narrows(const WearRun &run)
{
    const auto &first = run.told.front().life;
    const auto &last = run.told.back().life;
    return last && (!first || last->p90 - last->p10 < first->p90 - first->p10);
}

QString lineOf(const WearRun &run)
{
    QString line = run.fault.leftJustified(18);
    if (run.first.empty())
        return line + tr("no limit was reached");
    line += QString::number(run.lasted, 'f', 0).rightJustified(7) + u"  "_s +
            QString::fromStdString(run.first).leftJustified(20);
    for (const WearRun::Told &told : run.told)
        line += (told.life ? QString::asprintf("%+.0f", 100 * (told.life->p50 - told.truth) / told.truth)
                           : u"-"_s)
                    .rightJustified(6);
    return line;
}

void show(const WearFigures &figures)
{
    QString head = tr("fault").leftJustified(18) + tr("hours").rightJustified(7) + u"  "_s +
                   tr("reaches its limit").leftJustified(20);
    for (const double age : wearAges)
        head += QString::number(age, 'f', 2).rightJustified(6);
    print(head);
    int ended = 0;
    int narrowing = 0;
    std::array<int, wearAges.size()> close{};
    int inside = 0;
    for (const WearRun &run : figures.runs) {
        print(lineOf(run));
        if (run.first.empty())
            continue;
        ++ended;
        narrowing += narrows(run) ? 1 : 0;
        for (std::size_t age = 0; age < wearAges.size(); ++age) {
            close[age] += isClose(run.told[age]) ? 1 : 0;
            inside += isInside(run.told[age]) ? 1 : 0;
        }
    }
    print(tr("Of a sound machine's sensors %1 of %2 were said to degrade.")
              .arg(figures.cleanDegrading)
              .arg(figures.cleanQuestions));
    if (ended == 0)
        return;
    QString shares = tr("within 20 %, % of runs").leftJustified(47);
    int all = 0;
    for (const int count : close) {
        shares += QString::number(100. * count / ended, 'f', 0).rightJustified(6);
        all += count;
    }
    print(shares);
    const double asked = static_cast<double>(ended) * wearAges.size();
    print(tr("From half-life on %1 % are within 20 % of the truth, %2 % of the truths within P10 to P90; the "
             "band\n"
             "narrows in %3 of %4 runs.")
              .arg(100 * all / asked, 0, 'f', 1)
              .arg(100 * inside / asked, 0, 'f', 1)
              .arg(narrowing)
              .arg(ended));
    print(tr(
        "Hours: from the onset until a sensor was beyond its second limit for five minutes. Then, at shares "
        "of\n"
        "that, by how many per cent the P50 of the machine's soonest sensor was off. Sound: asked every hour "
        "of\n"
        "all sensors."));
}

} // namespace

void describeWearTrial(CommandLine &line)
{
    line.flag(
        u"wear"_s,
        tr("Measures trends on simulated machines that wear out: --runs of them (without it 16), and --days "
           "(without it 10) of a sound one."));
}

bool isWearTrial(const CommandLine &line)
{
    return line.isSet(u"wear"_s);
}

Done checkWearTrial(const CommandLine &line)
{
    if (!isWearTrial(line))
        return {};
    for (const QString &other : {u"simulated"_s, u"remaining-life"_s, u"forecast"_s, u"machines"_s})
        if (line.isSet(other))
            return failure(ErrorKind::badConfiguration,
                           tr("--%1 says nothing of --wear: leave it out.").arg(other), u"--"_s + other);
    return {};
}

int evaluateWear(const CommandLine &line, std::uint64_t seed)
{
    WearTrial trial;
    trial.seed = seed;
    for (const auto &[name, most, to] :
         {std::tuple{u"runs"_s, 1'000, &trial.runs}, std::tuple{u"days"_s, 1'000, &trial.cleanDays}}) {
        if (!line.isSet(name))
            continue;
        const auto number = line.whole(name, 1, static_cast<std::uint64_t>(most));
        if (!number)
            return complain(number.error());
        *to = static_cast<int>(*number);
    }
    const auto figures = tryWear(trial, note);
    if (!figures)
        return complain(figures.error());
    show(*figures);
    return succeeded;
}

} // namespace rig::ctl
