#include "ctl/evaluatelife.h"

#include "ctl/csvcell.h"
#include "ctl/csvtable.h"
#include "ctl/fleetcsv.h"
#include "ctl/outputfile.h"
#include "ctl/progress.h"
#include "ctl/terminal.h"
#include "ml/lifemodel.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <random>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::EvaluateLife", text);
}

constexpr std::size_t folds = 5;
constexpr std::size_t shortestCut = 20; ///< rows of a machine that is judged, where it has as many

/// What came out for machines that a model had not seen.
struct LifeFigures
{
    double squares = 0;
    double widths = 0;
    int inside = 0;
    int count = 0;

    void take(const ml::CyclesLeft &estimate, double truth)
    {
        squares += (estimate.life - truth) * (estimate.life - truth);
        widths += estimate.high - estimate.low;
        inside += truth >= estimate.low && truth <= estimate.high ? 1 : 0;
        ++count;
    }
    double error() const { return std::sqrt(squares / count); }
    double coverage() const { return 100. * inside / count; }
    double width() const { return widths / count; }
};

ml::FleetUnit cutTo(const ml::FleetUnit &unit, std::size_t rows)
{
    const auto part = [&](const std::vector<double> &values) {
        const std::size_t width = values.size() / unit.rows();
        return std::vector<double>(values.begin(),
                                   values.begin() + static_cast<std::ptrdiff_t>(rows * width));
    };
    return {unit.unit, part(unit.cycles), part(unit.settings), part(unit.sensors)};
}

/// One random cut a machine, each judged by a model that has seen the machines of the other folds.
class CrossValidation
{
public:
    CrossValidation(const ml::Fleet &fleet, std::uint64_t seed)
        : m_fleet(fleet), m_order(fleet.units.size()), m_random(seed)
    {
        m_config.seed = seed;
        std::iota(m_order.begin(), m_order.end(), std::size_t{0});
        std::shuffle(m_order.begin(), m_order.end(), m_random);
        for (const ml::FleetUnit &unit : fleet.units) {
            const std::size_t least = std::min(shortestCut, unit.rows());
            m_cuts.push_back(least + m_random() % (unit.rows() - least + 1));
        }
    }

    /// Appends a line for each machine to `lines`.
    Result<LifeFigures> run(Progress &progress, const QString &name, QByteArray &lines)
    {
        for (std::size_t fold = 0; fold < folds; ++fold)
            if (const Done done = judge(fold, progress, name, lines); !done)
                return tl::unexpected(done.error());
        return m_figures;
    }

private:
    Done judge(std::size_t fold, Progress &progress, const QString &name, QByteArray &lines)
    {
        ml::Fleet seen{m_fleet.settings, m_fleet.sensors, {}};
        std::vector<std::size_t> others;
        for (std::size_t i = 0; i < m_order.size(); ++i)
            if (i % folds == fold)
                others.push_back(m_order[i]);
            else
                seen.units.push_back(m_fleet.units[m_order[i]]);
        const auto model = ml::LifeModel::train(seen, m_config, [&](double share) {
            progress.show((static_cast<double>(fold) + share) / folds, name);
            return true;
        });
        if (!model)
            return tl::unexpected(model.error());
        for (const std::size_t unit : others) {
            const ml::FleetUnit cut = cutTo(m_fleet.units[unit], m_cuts[unit]);
            const auto estimate = model->estimate(cut);
            if (!estimate)
                return tl::unexpected(estimate.error());
            if (!*estimate)
                continue;
            const double truth =
                std::min(m_fleet.units[unit].cycles.back() - cut.cycles.back(), m_config.mostLife);
            m_figures.take(**estimate, truth);
            lines += csvCell(name).toUtf8() + ',' + csvCell(QString::fromStdString(cut.unit)).toUtf8() + ',' +
                     QByteArray::number(static_cast<qulonglong>(fold));
            for (const double number :
                 {cut.cycles.back(), truth, (*estimate)->life, (*estimate)->low, (*estimate)->high})
                lines += ',' + QByteArray::number(number, 'g', QLocale::FloatingPointShortest);
            lines += '\n';
        }
        return {};
    }

    const ml::Fleet &m_fleet;
    ml::LifeConfig m_config;
    std::vector<std::size_t> m_order;
    std::vector<std::size_t> m_cuts; ///< rows by unit
    std::mt19937_64 m_random;
    LifeFigures m_figures;
};

/// A fleet and where it is told apart from what it was learnt from.
struct FleetFiles
{
    QString name;
    QString train, test, truth;

    bool hasTest() const { return QFileInfo::exists(test) && QFileInfo::exists(truth); }
};

std::vector<FleetFiles> fleetsIn(const QDir &folder)
{
    std::vector<FleetFiles> fleets;
    for (const QString &file : folder.entryList({u"train_*.csv"_s}, QDir::Files, QDir::Name)) {
        const QString name = file.mid(6).chopped(4);
        fleets.push_back({name, folder.filePath(file), folder.filePath(u"test_%1.csv"_s.arg(name)),
                          folder.filePath(u"RUL_%1.csv"_s.arg(name))});
    }
    return fleets;
}

/// Machines that were stopped early, and how long each would have gone on.
struct LifeTest
{
    ml::Fleet fleet;
    std::vector<double> lives;
};

Result<LifeTest> lifeTestOf(const FleetFiles &files, const ml::Fleet &learnt)
{
    auto fleet = readFleetCsv(files.test, FleetColumns{learnt.settings, learnt.sensors});
    if (!fleet)
        return tl::unexpected(fleet.error());
    const auto lives = readCsvTable(files.truth);
    if (!lives)
        return tl::unexpected(lives.error());
    if (lives->table.width() != 1 || lives->table.rows() != fleet->units.size() ||
        !std::ranges::all_of(lives->table.values, [](double life) { return life >= 0; })) // false for NaN
        return failure(
            ErrorKind::badConfiguration,
            tr("%1 has to tell one life, 0 or more, for each of the %2 machines of %3, in one column.")
                .arg(files.truth)
                .arg(fleet->units.size())
                .arg(files.test));
    return LifeTest{std::move(*fleet), lives->table.values};
}

Result<LifeFigures> tested(const ml::Fleet &fleet, const LifeTest &test, std::uint64_t seed)
{
    ml::LifeConfig config;
    config.seed = seed;
    const auto model = ml::LifeModel::train(fleet, config, [](double) { return true; });
    if (!model)
        return tl::unexpected(model.error());
    LifeFigures figures;
    for (std::size_t i = 0; i < test.lives.size(); ++i) {
        const auto estimate = model->estimate(test.fleet.units[i]);
        if (!estimate)
            return tl::unexpected(estimate.error());
        if (*estimate)
            figures.take(**estimate, std::min(test.lives[i], config.mostLife));
    }
    return figures;
}

QString lineOf(const QString &name, const QString &what, const LifeFigures &figures)
{
    const auto cell = [](double number) { return QString::number(number, 'f', 2).rightJustified(9); };
    return name.leftJustified(18) + what.leftJustified(18) +
           QString::number(figures.count).rightJustified(9) + cell(figures.error()) +
           cell(figures.coverage()) + cell(figures.width());
}

Done evaluateFleet(const FleetFiles &files, std::uint64_t seed, Progress &progress, QByteArray &lines)
{
    const auto fleet = readFleetCsv(files.train);
    if (!fleet)
        return tl::unexpected(fleet.error());
    const std::size_t learnt = fleet->units.size() - (fleet->units.size() + folds - 1) / folds;
    if (learnt < ml::LifeModel::fewestUnits)
        return failure(ErrorKind::refused,
                       tr("%1 has %2 machines; with fewer than 13 nothing is left to learn from "
                          "beside those that are judged.")
                           .arg(files.train)
                           .arg(fleet->units.size()));
    std::optional<LifeTest> test;
    if (files.hasTest()) {
        auto read = lifeTestOf(files, *fleet);
        if (!read)
            return tl::unexpected(read.error());
        test = std::move(*read);
    }
    const auto figures = CrossValidation(*fleet, seed).run(progress, files.name, lines);
    progress.clear();
    if (!figures)
        return tl::unexpected(figures.error());
    print(lineOf(files.name, tr("cross-validated"), *figures));
    if (!test)
        return {};
    return tested(*fleet, *test, seed).map([&](const LifeFigures &on) {
        print(lineOf(files.name, tr("its test"), on));
    });
}

/// Before minutes of work: where its lines go may not be what they are of.
Result<std::optional<OutputFile>> outputOf(const CommandLine &line, const std::vector<FleetFiles> &fleets)
{
    const QString out = line.value(u"out"_s);
    if (out.isEmpty())
        return std::nullopt;
    for (const FleetFiles &files : fleets)
        for (const QString &read : {files.train, files.test, files.truth})
            if (sameFile(read, out))
                return failure(ErrorKind::badConfiguration,
                               tr("The lines would take the place of %1.").arg(read), u"--out"_s);
    return OutputFile::open(out).map([](OutputFile file) { return std::optional(std::move(file)); });
}

} // namespace

void describeLifeTrial(CommandLine &line)
{
    line.flag(u"remaining-life"_s, tr("Measures remaining life on fleets."));
    line.value(
        u"out"_s, u"FILE"_s,
        tr("With --remaining-life: CSV with each machine that was cut, its fold, the truth and what was "
           "foretold."));
}

bool isLifeTrial(const CommandLine &line)
{
    return line.isSet(u"remaining-life"_s);
}

Done checkLifeTrial(const CommandLine &line)
{
    if (isLifeTrial(line) && line.isSet(u"simulated"_s))
        return failure(ErrorKind::badConfiguration,
                       tr("--remaining-life is of recordings: leave --simulated out."), u"--simulated"_s);
    if (isLifeTrial(line) && line.isSet(u"forecast"_s))
        return failure(ErrorKind::badConfiguration,
                       tr("--remaining-life and --forecast measure different things: give one of them."),
                       u"--forecast"_s);
    if (!isLifeTrial(line) && line.isSet(u"out"_s))
        return failure(ErrorKind::badConfiguration, tr("--out goes with --remaining-life."), u"--out"_s);
    return {};
}

int evaluateLife(const CommandLine &line, std::uint64_t seed)
{
    const QString folder = line.words().constFirst();
    const auto fleets = fleetsIn(QDir(folder));
    if (fleets.empty())
        return complain(
            {ErrorKind::badConfiguration, tr("There is no train_NAME.csv in %1.").arg(folder), {}});
    auto out = outputOf(line, fleets);
    if (!out)
        return complain(out.error());
    print(tr("fleet").leftJustified(18) + QString(18, u' ') + tr("machines").rightJustified(9) +
          tr("RMSE").rightJustified(9) + tr("inside %").rightJustified(9) + tr("width").rightJustified(9));
    Progress progress;
    QByteArray lines = "fleet,unit,fold,cycle,truth,rul,low,high\n";
    for (const FleetFiles &files : fleets)
        if (const Done done = evaluateFleet(files, seed, progress, lines); !done)
            return complain(done.error());
    print(tr(
        "In cycles; lives of more than 125 are taken as 125. Cross-validated: five folds of machines, each "
        "machine\n"
        "cut once at a random row from its 20th on. Its test: of all machines, on test_NAME.csv, against "
        "RUL_NAME.csv.\n"
        "Inside: within the bounds, which are for 80 %; width: of them, on average."));
    if (!*out)
        return succeeded;
    const Done written = (*out)->write(lines).and_then([&] { return (*out)->commit(); });
    return written ? succeeded : complain(written.error());
}

} // namespace rig::ctl
