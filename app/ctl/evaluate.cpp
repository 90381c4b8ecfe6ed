#include "ctl/commandline.h"
#include "ctl/commands.h"
#include "ctl/evaluateforecast.h"
#include "ctl/evaluatelife.h"
#include "ctl/evaluatesimulated.h"
#include "ctl/evaluatewear.h"
#include "ctl/evaluation.h"
#include "ctl/terminal.h"
#include "ctl/trainingparts.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::Evaluate", text);
}

std::vector<double> each(const FamilyFigures &family, double CaseFigures::*figure)
{
    std::vector<double> values;
    for (const CaseFigures &one : family.cases)
        values.push_back(one.*figure);
    return values;
}

double meanOf(const FamilyFigures &family, double CaseFigures::*figure)
{
    double sum = 0;
    for (const double value : each(family, figure))
        sum += value;
    return sum / static_cast<double>(family.cases.size());
}

double medianOf(const FamilyFigures &family, double CaseFigures::*figure)
{
    std::vector<double> values = each(family, figure);
    std::ranges::sort(values);
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

ml::FlagCounts flagsOf(const FamilyFigures &family)
{
    ml::FlagCounts all;
    for (const CaseFigures &one : family.cases)
        all += one.flags;
    return all;
}

QString cell(double value, int decimals)
{
    return (std::isnan(value) ? u"-"_s : QString::number(value, 'f', decimals)).rightJustified(9);
}

void show(const std::vector<FamilyFigures> &families)
{
    QString head = tr("recordings").leftJustified(18);
    for (const QString &title :
         {tr("AUC"), tr("forest"), tr("LSTM"), tr("subspace"), tr("AP"), tr("delay"), tr("F1"), tr("FAR %"),
          tr("MAR %"), tr("healthy %"), tr("median %"), tr("lasting")})
        head += u' ' + title.rightJustified(9);
    print(head);
    for (const FamilyFigures &family : families) {
        const ml::FlagCounts flags = flagsOf(family);
        print((family.name + u" · "_s + QString::number(family.cases.size())).leftJustified(18) + u' ' +
              QStringList{cell(meanOf(family, &CaseFigures::fusedArea), 3),
                          cell(meanOf(family, &CaseFigures::forestArea), 3),
                          cell(meanOf(family, &CaseFigures::autoencoderArea), 3),
                          cell(meanOf(family, &CaseFigures::subspaceArea), 3),
                          cell(meanOf(family, &CaseFigures::precision), 3),
                          cell(meanOf(family, &CaseFigures::delay), 1), cell(flags.f1(), 3),
                          cell(flags.falseAlarmRate() * 100, 1), cell(flags.missRate() * 100, 1),
                          cell(meanOf(family, &CaseFigures::healthyShare) * 100, 1),
                          cell(medianOf(family, &CaseFigures::healthyShare) * 100, 1),
                          cell(meanOf(family, &CaseFigures::lasting), 1)}
                  .join(u' '));
    }
    for (const FamilyFigures &family : families)
        print(tr("%1, plain: AUC %2, AP %3, delay %4, lasting %5")
                  .arg(family.name, cell(meanOf(family, &CaseFigures::plainArea), 3).trimmed(),
                       cell(meanOf(family, &CaseFigures::plainPrecision), 3).trimmed(),
                       cell(meanOf(family, &CaseFigures::plainDelay), 1).trimmed(),
                       cell(meanOf(family, &CaseFigures::plainLasting), 1).trimmed()));
    print(tr(
        "AUC, AP and delay are means over the recordings, F1, FAR and MAR of all their rows together.\n"
        "Delay: rows until the score exceeds what 1 % of the healthy rows of test.csv do; lasting: until\n"
        "five rows on end do. Healthy: rows flagged in the last 40 % of train.csv by what the first 60 %\n"
        "taught, at a nominal 1 %; mean and median. Plain: a shrunk Mahalanobis distance on a 10-row mean,\n"
        "to compare with."));
}

/// What the help says before the options.
QString whatItMeasures()
{
    return tr(
        "Measures detection on recordings: in every folder below FOLDER that has a train.csv (healthy, "
        "without\n"
        "labels) and a test.csv (with a column label, 0 or 1), a model learns from the one and scores the "
        "other.\n"
        "Folders beside one another are one kind and one line of the table.\n\n"
        "With --simulated it does so on simulated machines: each learns from two clean days at a reading "
        "a "
        "second,\n"
        "is watched for clean days, and then every fault of `rigctl simulate --list` begins on it. That "
        "takes a\n"
        "minute and a half a machine.\n\n"
        "With --remaining-life it measures how well the end of machines is foretold, on every "
        "train_NAME.csv "
        "of FOLDER\n"
        "(as for train-rul), and on test_NAME.csv and RUL_NAME.csv where they are there.\n\n"
        "With --wear it measures how well the trends of simulated machines that wear out tell when the "
        "first\n"
        "limit is reached.\n\n"
        "With --forecast it measures how well the next 30 rows are foretold, on the same recordings or "
        "with "
        "--simulated;\n"
        "and there how well the chance of an anomaly tells the rows before one from others.");
}

} // namespace

int runEvaluate(const QStringList &arguments)
{
    CommandLine line(u"evaluate [--forecast] FOLDER  or  rigctl evaluate [--forecast] --simulated  or  "
                     "rigctl evaluate --remaining-life FOLDER  or  rigctl evaluate --wear"_s,
                     whatItMeasures());
    line.value(
        u"seed"_s, u"N"_s,
        tr("What the forest and the autoencoder are drawn by, and with --simulated the machines, their "
           "loads and faults. Without it: 1."),
        u"1"_s);
    describeSimulatedTrial(line);
    describeLifeTrial(line);
    describeWearTrial(line);
    describeForecastTrial(line);
    line.words({}, 1);
    if (const auto code = line.parse(arguments))
        return *code;
    if (isWearTrial(line) && !line.words().isEmpty())
        return complain({ErrorKind::badConfiguration, tr("--wear takes no folder."), u"--wear"_s});
    if ((line.isSet(u"simulated"_s) || isWearTrial(line)) != line.words().isEmpty())
        return complain(
            {ErrorKind::badConfiguration, tr("evaluate needs a folder, or --simulated, or --wear."), {}});
    const auto seed = line.whole(u"seed"_s, 0, std::numeric_limits<std::uint64_t>::max());
    if (!seed)
        return complain(seed.error());
    if (const Done fits = checkLifeTrial(line); !fits)
        return complain(fits.error());
    if (const Done fits = checkWearTrial(line); !fits)
        return complain(fits.error());
    if (isLifeTrial(line))
        return evaluateLife(line, *seed);
    if (isWearTrial(line))
        return evaluateWear(line, *seed);
    if (!line.isSet(u"simulated"_s))
        for (const QString &option : simulatedTrialOptions())
            if (line.isSet(option))
                return complain({ErrorKind::badConfiguration,
                                 tr("--%1 says nothing of recordings: it goes with --simulated.").arg(option),
                                 u"--"_s + option});
    if (isForecastTrial(line))
        return evaluateForecast(line, *seed);
    ml::TrainingConfig training = availableTraining();
    training.forest.seed = training.autoencoder.seed = *seed;
    if (line.isSet(u"simulated"_s))
        return evaluateSimulated(line, training, *seed);
    const auto families = evaluate(line.words().constFirst(), training, note);
    if (!families)
        return complain(families.error());
    show(*families);
    return succeeded;
}

} // namespace rig::ctl
