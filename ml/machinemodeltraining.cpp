#include "domain/shown.h"
#include "ml/exponentialmean.h"
#include "ml/factsrecord.h"
#include "ml/machinemodel.h"
#include "ml/machinewatch.h"
#include "ml/statistics.h"
#include "ml/wandering.h"

#include <QCryptographicHash>

#include <algorithm>
#include <cmath>

namespace rig::ml {

namespace {

/// Of a forest beside the subspace detector: that one is worth more where rows follow one another on a
/// machine, and the forest where they do not.
constexpr double weightInSeries = 1. / 8;
constexpr double weightOfSingles = Yardstick::largestWeight;
/// Beside it an autoencoder tells little more.
constexpr double weightOfAutoencoder = 1. / 16;

/// Each fifth of the healthy time is scored by what was learnt from the others.
constexpr std::size_t folds = 5;
/// What a watch sees before the rows that are scored.
constexpr std::size_t warmUp = 60;
/// Of the time that a training with one takes.
constexpr double shareOfAutoencoder = .9;

/// Squares of larger values, summed up, are no numbers any more.
constexpr double largest = 1e100;
std::string fingerprintOf(const Table &table)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const std::string &sensor : table.sensors)
        hash.addData(QByteArrayView(sensor.c_str(), static_cast<qsizetype>(sensor.size() + 1)));
    hash.addData(QByteArrayView(reinterpret_cast<const char *>(table.values.data()),
                                static_cast<qsizetype>(table.values.size() * sizeof(double))));
    return hash.result().toHex().toStdString();
}

/// Only the sensors of which enough is there to learn from; the others are named in `leftOut`.
Table withValues(const Table &table, std::vector<std::string> &leftOut)
{
    std::vector<std::size_t> columns;
    for (std::size_t sensor = 0; sensor < table.width(); ++sensor) {
        std::size_t there = 0;
        for (std::size_t at = sensor; at < table.values.size(); at += table.width())
            there += std::isnan(table.values[at]) ? 0 : 1;
        if (there * 10 >= table.rows())
            columns.push_back(sensor);
        else
            leftOut.push_back(table.sensors[sensor]);
    }
    return leftOut.empty() ? table : table.withColumns(columns);
}

Table without(const Table &table, std::size_t first, std::size_t past)
{
    Table rest = table.slice(0, first);
    const Table behind = table.slice(past, table.rows());
    if (!behind.maintained.empty())
        rest.maintained.resize(rest.values.size());
    rest.maintained.insert(rest.maintained.end(), behind.maintained.begin(), behind.maintained.end());
    rest.values.insert(rest.values.end(), behind.values.begin(), behind.values.end());
    return rest;
}

/// Of each sensor, over the rows that have it.
std::vector<double> meanErrors(std::span<const float> errors, std::size_t width)
{
    std::vector<double> means(width);
    std::vector<double> there(width);
    for (std::size_t at = 0; at < errors.size(); ++at) {
        if (std::isnan(errors[at]))
            continue;
        means[at % width] += double{errors[at]};
        ++there[at % width];
    }
    for (std::size_t i = 0; i < width; ++i)
        means[i] /= std::max(1., there[i]);
    return means;
}

/// Tells the autoencoder what is usual, by the errors of rows, and gives their smoothed scores by that.
std::vector<double> usualOf(std::span<const float> errors, Autoencoder &autoencoder)
{
    const std::size_t width = autoencoder.width();
    autoencoder.setUsualErrors(meanErrors(errors, width));
    std::vector<double> parts(width);
    std::vector<double> scores;
    for (std::size_t at = 0; at < errors.size(); at += width)
        scores.push_back(autoencoder.score(errors.subspan(at, width), parts));
    autoencoder.setUsualScore(meanOf(scores));
    ExponentialMean mean(MachineModel::smoothedOver, autoencoder.usualScore());
    for (double &score : scores)
        score = mean.next(score);
    return scores;
}

} // namespace

/// Whether what is left without a fold holds a window.
Done MachineModel::enoughFor(const AutoencoderConfig &config, std::size_t rows)
{
    if (Done valid = config.validate(); !valid)
        return valid;
    const std::size_t least = (config.length * folds + folds - 2) / (folds - 1);
    if (rows < least)
        return failure(
            ErrorKind::refused,
            tr("Windows of %1 rows need at least %2 readings to learn from; there are %3. Choose a "
               "shorter sequence.")
                .arg(config.length)
                .arg(least)
                .arg(rows));
    return {};
}

Result<MachineModel> MachineModel::train(const Table &table, const TrainingConfig &config)
{
    if (Done valid = config.forest.validate(); !valid)
        return tl::unexpected(valid.error());
    if (table.rows() < TrainingConfig::fewestRows)
        return failure(
            ErrorKind::refused,
            tr("A model needs at least %1 readings of a healthy machine, %2 are recommended; there are %3.")
                .arg(TrainingConfig::fewestRows)
                .arg(TrainingConfig::recommendedRows)
                .arg(table.rows()));
    if (table.width() > mostSensors)
        return failure(ErrorKind::refused,
                       tr("A model has at most %1 sensors, not %2.").arg(mostSensors).arg(table.width()));
    if (Done learnable =
            config.series && config.parts.autoencoder ? enoughFor(config.autoencoder, table.rows()) : Done();
        !learnable)
        return tl::unexpected(learnable.error());
    MachineModel model;
    const Table known = withValues(table, model.m_facts.leftOut);
    if (known.width() == 0)
        return failure(ErrorKind::refused, tr("No sensor has a value in one of ten readings or more."));
    for (std::size_t at = 0; at < known.values.size(); ++at)
        if (std::abs(known.values[at]) > largest)
            return failure(ErrorKind::refused, tr("'%1' holds %2, which is too large to learn from.")
                                                   .arg(shown(known.sensors[at % known.width()]))
                                                   .arg(known.values[at]));
    const double wandering =
        config.series && (config.parts.subspace || config.parts.autoencoder) ? wanderingOf(known) : 0;
    model.learnParts(known, config, wandering);
    std::vector<double> autoencoderScores;
    if (config.series && config.parts.autoencoder) {
        auto scores = model.learnAutoencoder(known, config, wandering);
        if (!scores)
            return tl::unexpected(scores.error());
        autoencoderScores = std::move(*scores);
    }
    if (Done calibrated = model.calibrate(known, config, wandering, autoencoderScores); !calibrated)
        return tl::unexpected(calibrated.error());
    model.m_facts.rows = static_cast<std::int64_t>(known.rows());
    model.m_facts.fingerprint = fingerprintOf(known);
    model.m_facts.trained = config.trained;
    model.m_facts.first = config.first;
    model.m_facts.last = config.last;
    model.tellParts();
    model.m_expectation = Expectation(known, config.series);
    return model;
}

void MachineModel::learnParts(const Table &table, const TrainingConfig &config, double wandering)
{
    m_facts.sensors = table.sensors;
    m_facts.series = config.series;
    if (config.series)
        m_instruments = Instruments(table);
    if (config.parts.subspace)
        m_subspace = SubspaceDetector(table, config.series, wandering);
    if (config.parts.forest)
        if (auto forest = IsolationForest::train(table, config.forest)) {
            m_forest = std::move(*forest);
            m_usualForest = meanOf(m_forest->score(table.values));
        }
}

/// Learns it, and gives the smoothed score of each row by a net that has not learnt from that row.
Result<std::vector<double>> MachineModel::learnAutoencoder(const Table &table, const TrainingConfig &config,
                                                           double wandering)
{
    std::vector<float> errors;
    std::size_t trainings = 0;
    const auto train = [&](const Table &from) {
        const auto part = static_cast<double>(trainings++);
        return Autoencoder::train(from, config.autoencoder, wandering, [&](double share) {
            return config.goesOn(shareOfAutoencoder * (part + share) / (folds + 1));
        });
    };
    for (std::size_t fold = 0; fold < folds; ++fold) {
        const std::size_t first = fold * table.rows() / folds;
        const std::size_t past = (fold + 1) * table.rows() / folds;
        auto others = train(without(table, first, past));
        if (!others)
            return tl::unexpected(others.error());
        const std::size_t before = std::min(first, warmUp);
        std::ranges::copy(autoencoderErrors(std::make_shared<Autoencoder>(std::move(*others)),
                                            table.slice(first - before, past), before),
                          std::back_inserter(errors));
    }
    auto whole = train(table);
    if (!whole)
        return tl::unexpected(whole.error());
    m_autoencoder = std::move(*whole);
    return usualOf(errors, *m_autoencoder);
}

/// Of each row by detectors that have not learnt from its fifth of the time; without the autoencoder.
Result<std::vector<MachineModel::Streams>>
MachineModel::scoresOfOthers(const Table &table, const TrainingConfig &config, double wandering) const
{
    std::vector<Streams> seen;
    const double done = m_autoencoder ? shareOfAutoencoder : 0;
    for (std::size_t fold = 0; fold < folds; ++fold) {
        if (!config.goesOn(done + (1 - done) * static_cast<double>(fold) / folds))
            return failure(ErrorKind::cancelled, tr("The training was cancelled."));
        const std::size_t first = fold * table.rows() / folds;
        const std::size_t past = (fold + 1) * table.rows() / folds;
        auto others = std::make_shared<MachineModel>(MachineModel());
        others->learnParts(without(table, first, past), config, wandering);
        MachineWatch watch(others);
        for (std::size_t row = first - std::min(first, warmUp); row < past; ++row) {
            const Streams scores = watch.streamsOf(table.row(row));
            if (row >= first)
                seen.push_back(scores);
        }
    }
    return seen;
}

Done MachineModel::calibrate(const Table &table, const TrainingConfig &config, double wandering,
                             const std::vector<double> &autoencoderScores)
{
    auto others = scoresOfOthers(table, config, wandering);
    if (!others)
        return tl::unexpected(others.error());
    std::vector<Streams> &seen = *others;
    for (std::size_t row = 0; row < autoencoderScores.size(); ++row)
        seen[row][autoencoderStream] = autoencoderScores[row];
    for (std::size_t stream = 0; stream < streams; ++stream) {
        if (!has(stream))
            continue;
        std::vector<double> scores;
        for (const Streams &one : seen)
            scores.push_back(one[stream]);
        const double deviation = deviationOf(scores, scores.size());
        m_yardsticks[stream] = {meanOf(scores), deviation > Yardstick::leastDeviation ? deviation : 1,
                                stream == autoencoderStream ? weightOfAutoencoder
                                : stream != forestStream    ? SubspaceDetector::weights[stream]
                                : m_facts.series            ? weightInSeries
                                                            : weightOfSingles};
    }
    const auto thresholdsOf = [&](auto measure) {
        std::vector<double> measures;
        for (const Streams &one : seen)
            measures.push_back(measure(one));
        return Thresholds::of(measures, folds, wandering, config.anomalousShare, config.findingsPerRow);
    };
    for (std::size_t mode = 0; mode < modeCount; ++mode)
        if (knows(static_cast<Mode>(mode)))
            m_thresholds[mode] =
                thresholdsOf([&](const Streams &one) { return measureOf(static_cast<Mode>(mode), one); });
    if (m_subspace)
        m_subspaceThresholds = thresholdsOf([this](const Streams &one) { return subspaceMeasure(one); });
    tellQuality(seen, config.anomalousShare);
    return {};
}

/// By all detectors, as a machine is judged live.
void MachineModel::tellQuality(const std::vector<Streams> &seen, double nominalShare)
{
    std::vector<double> measures;
    for (const Streams &one : seen)
        measures.push_back(fuse(one));
    const Thresholds &thresholds = m_thresholds[static_cast<std::size_t>(Mode::fused)];
    m_facts.nominalShare = nominalShare;
    m_facts.anomalousShare = thresholds.anomalousAmong(measures);
    m_facts.findingsPerRow = thresholds.findingsPerRowOf(measures);
}

} // namespace rig::ml
