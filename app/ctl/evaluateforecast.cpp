#include "ctl/evaluateforecast.h"

#include "ctl/evaluatesimulated.h"
#include "ctl/forecasttrial.h"
#include "ctl/terminal.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::EvaluateForecast", text);
}

QString cell(double value, int decimals)
{
    return (std::isnan(value) ? u"-"_s : QString::number(value, 'f', decimals)).rightJustified(11);
}

template <class Figure> double meanOf(const std::vector<ForecastComparison> &cases, Figure figure)
{
    double sum = 0;
    double count = 0;
    for (const ForecastComparison &one : cases)
        if (one.compared() > 0) {
            sum += figure(one);
            ++count;
        }
    return sum / count;
}

/// The window with the least mean error.
std::size_t bestLineOf(const std::vector<ForecastComparison> &cases)
{
    std::size_t best = 0;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < ForecastComparison::windows.size(); ++i)
        if (const double error = meanOf(cases, [i](const auto &one) { return one.line(i); }); error < least) {
            least = error;
            best = i;
        }
    return best;
}

void showHead()
{
    QString head = tr("rows of").leftJustified(22);
    for (const QString &title : {tr("RMSE"), tr("persistence"), tr("line"), tr("of rows"), tr("of pers. %"),
                                 tr("of line %"), tr("inside %")})
        head += title.rightJustified(11);
    print(head);
}

void show(const ForecastFigures &figures)
{
    const std::size_t best = bestLineOf(figures.cases);
    const double own = meanOf(figures.cases, [](const auto &one) { return one.error(); });
    const double last = meanOf(figures.cases, [](const auto &one) { return one.persistence(); });
    const double line = meanOf(figures.cases, [best](const auto &one) { return one.line(best); });
    const double inside = meanOf(figures.cases, [](const auto &one) { return one.inside(); });
    print((figures.name + u" · "_s + QString::number(figures.cases.size())).leftJustified(22) + cell(own, 3) +
          cell(last, 3) + cell(line, 3) + cell(static_cast<double>(ForecastComparison::windows[best]), 0) +
          cell(own / last * 100, 1) + cell(own / line * 100, 1) + cell(inside * 100, 1));
}

void explain()
{
    print(tr(
        "RMSE: over 30 steps and all sensors, in deviations of the healthy time; mean over the recordings\n"
        "or machines. Persistence: each sensor stays what it is. Line: least squares through the last "
        "rows,\n"
        "as many as are best on these very rows. Inside: values within the interval that is to hold 80 "
        "%."));
}

void show(const QString &name, const ChanceFigures &figures, int runs, int of)
{
    const auto alarms = [](const std::vector<double> &chances) {
        return 100. *
               static_cast<double>(std::ranges::count_if(chances, [](double one) { return one >= .5; })) /
               static_cast<double>(chances.size());
    };
    print(tr("%1 (in %2 of %3 runs): AUC %4; chance .5 or more in %5 % of %6 forecasts before and %7 % of "
             "%8 "
             "healthy ones.")
              .arg(name)
              .arg(runs)
              .arg(of)
              .arg(cell(figures.area(), 3).trimmed(), cell(alarms(figures.before), 1).trimmed())
              .arg(figures.before.size())
              .arg(cell(alarms(figures.healthy), 2).trimmed())
              .arg(figures.healthy.size()));
}

int evaluateOnSimulated(const CommandLine &line, std::uint64_t seed)
{
    const auto size = simulatedTrialSize(line);
    if (!size)
        return complain(size.error());
    SimulatedForecastTrial trial;
    trial.seed = seed;
    trial.machines = size->machines;
    trial.runs = size->runs;
    if (line.isSet(u"days"_s))
        trial.cleanDays = size->days;
    const auto figures = tryForecastsOnSimulated(trial, note);
    if (!figures)
        return complain(figures.error());
    showHead();
    for (const ForecastFigures &one : figures->errors)
        show(one);
    explain();
    show(tr("Anomaly"), figures->anomaly, figures->anomalies, figures->runs);
    show(tr("Truth"), figures->truth, figures->truths, figures->runs);
    show(tr("Fault"), figures->fault, figures->runs, figures->runs);
    print(tr(
        "Of forecasts before it against those of healthy times, in runs with a fault of the machine that "
        "grows.\n"
        "Anomaly: within the 30 steps the first finding begins, or a limit is crossed. Truth: the fault "
        "has\n"
        "become so bad that, once settled, it moves a sensor by more than two deviations of its noise, or a\n"
        "limit is crossed. Fault: in 30 steps it has begun, however slight it is."));
    return succeeded;
}

} // namespace

void describeForecastTrial(CommandLine &line)
{
    line.flag(u"forecast"_s, tr("Measures forecasts instead of detection, on FOLDER or with --simulated."));
}

bool isForecastTrial(const CommandLine &line)
{
    return line.isSet(u"forecast"_s);
}

int evaluateForecast(const CommandLine &line, std::uint64_t seed)
{
    if (line.isSet(u"simulated"_s))
        return evaluateOnSimulated(line, seed);
    const auto figures = tryForecastsOn(line.words().constFirst(), seed, note);
    if (!figures)
        return complain(figures.error());
    showHead();
    for (const ForecastFigures &one : *figures)
        show(one);
    explain();
    return succeeded;
}

} // namespace rig::ctl
