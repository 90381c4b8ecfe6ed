#include "ctl/evaluatesimulated.h"

#include "ctl/simulatedevaluation.h"
#include "ctl/terminal.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::EvaluateSimulated", text);
}

QString cell(double value)
{
    return (std::isnan(value) ? u"-"_s : QString::number(value, 'f', 1)).rightJustified(14);
}

/// Of those that are there; NaN of none.
double medianOf(std::vector<double> values)
{
    if (values.empty())
        return std::numeric_limits<double>::quiet_NaN();
    std::ranges::sort(values);
    return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
}

QString shareCell(const std::vector<FaultRun> &runs, const std::function<bool(const FaultRun &)> &which)
{
    return tr("%1 of %2").arg(std::ranges::count_if(runs, which)).arg(runs.size()).rightJustified(14);
}

QString rowOf(const QString &name, const std::vector<FaultRun> &runs)
{
    std::vector<double> delays;
    std::vector<double> leads;
    for (const FaultRun &run : runs) {
        if (run.found)
            delays.push_back(*run.found / 60);
        if (run.found && run.limit)
            leads.push_back((*run.limit - *run.found) / 60);
    }
    return name.leftJustified(18) +
           shareCell(runs, [](const FaultRun &run) { return run.found.has_value(); }) +
           shareCell(runs, [](const FaultRun &run) { return run.rightSensor; }) +
           shareCell(runs, &FaultRun::foundBeforeLimit) + cell(medianOf(delays)) + cell(medianOf(leads));
}

void show(const SimulatedFigures &figures)
{
    QString head = tr("fault").leftJustified(18);
    for (const QString &title :
         {tr("found"), tr("right sensor"), tr("before limits"), tr("delay, min"), tr("lead, min")})
        head += title.rightJustified(14);
    print(head);
    std::vector<FaultRun> all;
    for (const FaultFigures &fault : figures.faults) {
        print(rowOf(fault.fault, fault.runs));
        all.insert(all.end(), fault.runs.begin(), fault.runs.end());
    }
    print(rowOf(tr("all"), all));
    print(tr("%1 false findings in %2 clean machine-days: %3 a day.")
              .arg(figures.falseFindings)
              .arg(figures.cleanDays)
              .arg(figures.falseFindings / figures.cleanDays, 0, 'f', 2));
    if (const auto stood = std::ranges::count_if(all, &FaultRun::stood); stood > 0)
        print(tr("In %1 of the runs a finding stood already as the fault began; they count as not found.")
                  .arg(stood));
    print(
        tr("Found: a finding of the machine, or of a sensor that the fault moves, began after the onset.\n"
           "Right sensor: one that it moves was among the first three then. Before limits: found before any\n"
           "sensor was beyond a limit. Delay: from the onset to the finding; lead: from it to the first\n"
           "limit; medians of the runs that have them."));
}

Result<int> wholeOption(const CommandLine &line, const QString &name, int most)
{
    bool whole = false;
    const int number = line.value(name).toInt(&whole);
    if (!whole || number < 1 || number > most)
        return failure(ErrorKind::badConfiguration,
                       tr("--%1 must be a whole number from 1 to %2.").arg(name).arg(most), u"--"_s + name);
    return number;
}

} // namespace

void describeSimulatedTrial(CommandLine &line)
{
    line.flag(u"simulated"_s, tr("On simulated machines instead of recordings."));
    line.value(u"machines"_s, u"N"_s, tr("How many machines, each of its own character. Without it: 4."),
               u"4"_s);
    line.value(u"runs"_s, u"N"_s, tr("How often each fault on each machine. Without it: 2."), u"2"_s);
    line.value(u"days"_s, u"N"_s,
               tr("How many clean days of all machines together. Without it: 20; with --forecast 4."),
               u"20"_s);
}

QStringList simulatedTrialOptions()
{
    return {u"machines"_s, u"runs"_s, u"days"_s};
}

Result<SimulatedTrialSize> simulatedTrialSize(const CommandLine &line)
{
    SimulatedTrialSize size;
    for (const auto &[name, most, to] :
         {std::tuple{u"machines"_s, 100, &size.machines}, std::tuple{u"runs"_s, 1'000, &size.runs},
          std::tuple{u"days"_s, 10'000, &size.days}}) {
        const auto number = wholeOption(line, name, most);
        if (!number)
            return tl::unexpected(number.error());
        *to = *number;
    }
    return size;
}

int evaluateSimulated(const CommandLine &line, const ml::TrainingConfig &training, std::uint64_t seed)
{
    const auto size = simulatedTrialSize(line);
    if (!size)
        return complain(size.error());
    SimulatedTrial trial;
    trial.seed = seed;
    trial.machines = size->machines;
    trial.runs = size->runs;
    trial.cleanDays = size->days;
    trial.training = training;
    const auto figures = evaluateSimulated(trial, note);
    if (!figures)
        return complain(figures.error());
    show(*figures);
    return succeeded;
}

} // namespace rig::ctl
