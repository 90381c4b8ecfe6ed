#include "ctl/evaluation.h"

#include "ctl/plaindetector.h"

#include <QCoreApplication>
#include <QDirIterator>

#include <limits>
#include <map>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

/// As many as make a finding: what a single row shows may be chance.
constexpr int rowsThatLast = 5;

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::Evaluation", text);
}

std::vector<ml::RowScore> scoresOf(const ml::MachineModel &model, const ml::Table &table)
{
    std::vector<ml::RowScore> scores;
    ml::scoreRows(
        std::make_shared<ml::MachineModel>(model), ml::Mode::fused, model.rowsFor(table),
        [&](std::size_t, const ml::RowScore &score, const ml::MachineWatch &) { scores.push_back(score); });
    return scores;
}

double areaOf(const std::vector<ml::RowScore> &scores, std::span<const int> labels,
              std::optional<double> ml::RowScore::*part)
{
    std::vector<double> values;
    for (const ml::RowScore &score : scores) {
        if (!(score.*part))
            return std::numeric_limits<double>::quiet_NaN();
        values.push_back(*(score.*part));
    }
    return ml::areaUnderRoc(values, labels);
}

Result<double> healthyShareOf(const ml::Table &train, const ml::TrainingConfig &config)
{
    const std::size_t taught = train.rows() * 6 / 10;
    const auto model = ml::MachineModel::train(train.slice(0, taught), config);
    if (!model)
        return tl::unexpected(model.error());
    const auto scores = scoresOf(*model, train.slice(taught, train.rows()));
    const auto flagged = std::ranges::count_if(scores, &ml::RowScore::anomalous);
    return static_cast<double>(flagged) / static_cast<double>(scores.size());
}

Result<CaseFigures> evaluateCase(const QString &folder, const ml::TrainingConfig &config)
{
    const auto train = readCsvTable(folder + u"/train.csv"_s);
    if (!train)
        return tl::unexpected(train.error());
    const auto test = readCsvTable(folder + u"/test.csv"_s, train->table.sensors, Labels::wanted);
    if (!test)
        return tl::unexpected(test.error());
    if (test->labels.empty())
        return failure(ErrorKind::badConfiguration,
                       tr("%1/test.csv has no column 'label', or no rows.").arg(folder), folder);
    // Of these the first 60 % teach by themselves too.
    constexpr std::size_t fewestRows = (ml::TrainingConfig::fewestRows * 10 + 5) / 6;
    if (train->table.rows() < fewestRows)
        return failure(ErrorKind::refused,
                       tr("%1/train.csv has %2 rows; at least %3 are needed.")
                           .arg(folder, QString::number(train->table.rows()), QString::number(fewestRows)));
    const auto model = ml::MachineModel::train(train->table, config);
    if (!model)
        return failure(model.error().kind, tr("%1/train.csv: %2").arg(folder, model.error().sentence));
    const auto scores = scoresOf(*model, test->table);
    CaseFigures figures;
    std::vector<double> fused;
    for (std::size_t row = 0; row < scores.size(); ++row) {
        fused.push_back(scores[row].fused);
        figures.flags.add(scores[row].anomalous, test->labels[row]);
    }
    figures.fusedArea = ml::areaUnderRoc(fused, test->labels);
    figures.precision = ml::averagePrecision(fused, test->labels);
    figures.delay = ml::delayAtOnePercent(fused, test->labels);
    figures.lasting = ml::delayAtOnePercent(fused, test->labels, rowsThatLast);
    const std::vector<double> plain = plainScores(train->table, test->table);
    figures.plainArea = ml::areaUnderRoc(plain, test->labels);
    figures.plainPrecision = ml::averagePrecision(plain, test->labels);
    figures.plainDelay = ml::delayAtOnePercent(plain, test->labels);
    figures.plainLasting = ml::delayAtOnePercent(plain, test->labels, rowsThatLast);
    figures.forestArea = areaOf(scores, test->labels, &ml::RowScore::forest);
    figures.autoencoderArea = areaOf(scores, test->labels, &ml::RowScore::autoencoder);
    figures.subspaceArea = areaOf(scores, test->labels, &ml::RowScore::subspace);
    return healthyShareOf(train->table, config).map([&](double share) {
        figures.healthyShare = share;
        return figures;
    });
}

} // namespace

Result<std::vector<FamilyFigures>> evaluate(const QString &folder, const ml::TrainingConfig &config,
                                            const std::function<void(const QString &)> &say)
{
    std::map<QString, QStringList> families;
    for (QDirIterator files(folder, {u"test.csv"_s}, QDir::Files, QDirIterator::Subdirectories);
         files.hasNext();) {
        const QDir place = QFileInfo(files.next()).absoluteDir();
        if (place.exists(u"train.csv"_s))
            families[QFileInfo(place.absolutePath()).absolutePath()].append(place.absolutePath());
    }
    if (families.empty())
        return failure(ErrorKind::badConfiguration,
                       tr("There is no folder with a train.csv and a test.csv below %1.").arg(folder),
                       folder);
    std::vector<FamilyFigures> all;
    for (auto &[path, places] : families) {
        places.sort();
        FamilyFigures family{QFileInfo(path).fileName(), {}};
        for (const QString &place : places) {
            const auto figures = evaluateCase(place, config);
            if (!figures)
                return tl::unexpected(figures.error());
            family.cases.push_back(*figures);
        }
        say(tr("%1: %2 recordings.").arg(family.name, QString::number(family.cases.size())));
        all.push_back(std::move(family));
    }
    return all;
}

} // namespace rig::ctl
