#include "ml/machinemodel.h"

#include "domain/shown.h"
#include "ml/statistics.h"
#include "ml/wandering.h"

#include <QCryptographicHash>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <set>

namespace rig::ml {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The score of a forest over so many rows tells more than that of one.
constexpr std::size_t forestLength = 10;
/// Of a forest beside the subspace detector: that one is worth more where rows follow one another on a
/// machine, and the forest where they do not.
constexpr double weightInSeries = 1. / 8;
constexpr double weightOfSingles = 16;

/// Each fifth of the healthy time is scored by what was learnt from the others.
constexpr std::size_t folds = 5;
/// What a watch sees before the rows that are scored.
constexpr std::size_t warmUp = 60;

/// As many as a plant's machine can have.
constexpr std::size_t mostSensors = 1'000;
/// Squares of larger values, summed up, are no numbers any more.
constexpr double largest = 1e100;
/// A smaller deviation is of roundings: the scores do not differ.
constexpr double leastDeviation = 1e-9;
const QByteArray heading = QByteArrayLiteral("rig-alpha model 1\n");

std::string fingerprintOf(const Table &table)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const std::string &sensor : table.sensors)
        hash.addData(QByteArrayView(sensor.c_str(), static_cast<qsizetype>(sensor.size() + 1)));
    hash.addData(QByteArrayView(reinterpret_cast<const char *>(table.values.data()),
                                static_cast<qsizetype>(table.values.size() * sizeof(double))));
    return hash.result().toHex().toStdString();
}

Table columnsOf(const Table &table, const std::vector<std::size_t> &columns)
{
    Table some;
    for (const std::size_t column : columns)
        some.sensors.push_back(table.sensors[column]);
    some.values.reserve(table.rows() * columns.size());
    for (std::size_t row = 0; row < table.rows(); ++row)
        for (const std::size_t column : columns)
            some.values.push_back(table.row(row)[column]);
    return some;
}

/// Only the sensors of which enough is there to learn from.
Table withValues(const Table &table)
{
    std::vector<std::size_t> columns;
    for (std::size_t sensor = 0; sensor < table.width(); ++sensor) {
        std::size_t there = 0;
        for (std::size_t at = sensor; at < table.values.size(); at += table.width())
            there += std::isnan(table.values[at]) ? 0 : 1;
        if (there * 10 >= table.rows())
            columns.push_back(sensor);
    }
    return columns.size() == table.width() ? table : columnsOf(table, columns);
}

Table without(const Table &table, std::size_t first, std::size_t past)
{
    Table rest = table.slice(0, first);
    const Table behind = table.slice(past, table.rows());
    rest.values.insert(rest.values.end(), behind.values.begin(), behind.values.end());
    return rest;
}

std::shared_ptr<const SubspaceDetector> subspaceOf(const std::shared_ptr<const MachineModel> &model,
                                                   const std::optional<SubspaceDetector> &detector)
{
    return {model, &*detector};
}

} // namespace

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
    const Table known = withValues(table);
    if (known.width() == 0)
        return failure(ErrorKind::refused, tr("No sensor has a value in one of ten readings or more."));
    for (std::size_t at = 0; at < known.values.size(); ++at)
        if (std::abs(known.values[at]) > largest)
            return failure(ErrorKind::refused, tr("'%1' holds %2, which is too large to learn from.")
                                                   .arg(shown(known.sensors[at % known.width()]))
                                                   .arg(known.values[at]));
    MachineModel model;
    const double wandering = config.series && config.parts.subspace ? wanderingOf(known) : 0;
    model.learnParts(known, config, wandering);
    model.calibrate(known, config, wandering);
    model.m_trainedRows = known.rows();
    model.m_fingerprint = fingerprintOf(known);
    return model;
}

Table MachineModel::rowsFor(const Table &table) const
{
    std::vector<std::size_t> columns;
    for (const std::string &sensor : m_sensors)
        columns.push_back(
            static_cast<std::size_t>(std::ranges::find(table.sensors, sensor) - table.sensors.begin()));
    return columnsOf(table, columns);
}

void MachineModel::learnParts(const Table &table, const TrainingConfig &config, double wandering)
{
    m_sensors = table.sensors;
    m_series = config.series;
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

void MachineModel::calibrate(const Table &table, const TrainingConfig &config, double wandering)
{
    std::vector<Streams> seen;
    for (std::size_t fold = 0; fold < folds; ++fold) {
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
    for (std::size_t stream = 0; stream < streams; ++stream) {
        const bool isForest = stream == forestStream;
        if (isForest ? !m_forest : !m_subspace)
            continue;
        std::vector<double> scores;
        for (const Streams &one : seen)
            scores.push_back(one[stream]);
        const double deviation = deviationOf(scores, scores.size());
        m_yardsticks[stream] = {meanOf(scores), deviation > leastDeviation ? deviation : 1,
                                !isForest  ? SubspaceDetector::weights[stream]
                                : m_series ? weightInSeries
                                           : weightOfSingles};
    }
    std::vector<double> fused;
    for (const Streams &one : seen)
        fused.push_back(fuse(one));
    m_thresholds = Thresholds::of(fused, folds, config.findingsPerRow);
}

double MachineModel::fuse(const Streams &scores) const
{
    double sum = 0;
    double weights = 0;
    for (std::size_t stream = 0; stream < streams; ++stream) {
        const Yardstick &yardstick = m_yardsticks[stream];
        sum += yardstick.weight * (yardstick.weight > 0 ? yardstick.measured(scores[stream]) : 0);
        weights += yardstick.weight;
    }
    return weights > 0 ? sum / weights : 0;
}

QByteArray MachineModel::bytes() const
{
    const QByteArray body = record().bytes();
    return heading + QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex() + '\n' + body;
}

Result<MachineModel> MachineModel::from(const QByteArray &bytes)
{
    constexpr qsizetype checksum = 64;
    if (!bytes.startsWith(heading))
        return failure(ErrorKind::damaged, tr("This is no model of this version of the program."));
    const QByteArray said = bytes.mid(heading.size(), checksum);
    const QByteArray body = bytes.mid(heading.size() + checksum + 1);
    if (said != QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex())
        return failure(ErrorKind::damaged, tr("The model is not whole: its checksum is another one."));
    Record record = Record::parse(body);
    MachineModel model = fromRecord(record);
    if (!record.fit())
        return failure(ErrorKind::damaged, tr("The model holds what no training writes."));
    return model;
}

Record MachineModel::record() const
{
    Record record;
    record.setTexts("sensors"_L1, m_sensors);
    record.setWhole("series"_L1, m_series ? 1 : 0);
    record.setWhole("rows"_L1, static_cast<std::int64_t>(m_trainedRows));
    record.setText("fingerprint"_L1, m_fingerprint);
    if (m_forest)
        record.setRecord("forest"_L1, m_forest->record());
    record.set("usual forest"_L1, m_usualForest);
    if (m_subspace)
        record.setRecord("subspace"_L1, m_subspace->record());
    if (m_instruments)
        record.setRecord("instruments"_L1, m_instruments->record());
    std::vector<double> yardsticks;
    for (const Yardstick &one : m_yardsticks)
        yardsticks.insert(yardsticks.end(), {one.mean, one.deviation, one.weight});
    record.setNumbers<double>("yardsticks"_L1, yardsticks);
    record.setRecord("thresholds"_L1, m_thresholds.record());
    return record;
}

MachineModel MachineModel::fromRecord(Record &record)
{
    MachineModel model;
    model.m_sensors = record.texts("sensors"_L1);
    const std::size_t width = model.m_sensors.size();
    record.expect(width >= 1 && width <= mostSensors &&
                  std::set(model.m_sensors.begin(), model.m_sensors.end()).size() == width);
    model.m_series = record.whole("series"_L1, 0, 1) != 0;
    model.m_trainedRows =
        static_cast<std::size_t>(record.whole("rows"_L1, 0, std::numeric_limits<std::int64_t>::max()));
    model.m_fingerprint = record.text("fingerprint"_L1);
    const std::vector<double> yardsticks = record.numbers("yardsticks"_L1, 3 * streams);
    model.m_usualForest = record.number("usual forest"_L1);
    Record thresholds = record.record("thresholds"_L1);
    model.m_thresholds = Thresholds::from(thresholds);
    record.expect(thresholds.fit());
    const auto part = [&](QLatin1StringView name, auto read, auto &to) {
        if (!record.fit() || !record.has(name))
            return;
        Record inner = record.record(name);
        to = read(inner, width);
        record.expect(inner.fit());
    };
    part("forest"_L1, IsolationForest::from, model.m_forest);
    part("subspace"_L1, SubspaceDetector::from, model.m_subspace);
    part("instruments"_L1, Instruments::from, model.m_instruments);
    record.expect(model.m_forest || model.m_subspace);
    record.expect(model.m_instruments.has_value() == model.m_series);
    record.expect(!model.m_subspace || model.m_subspace->series() == model.m_series);
    for (std::size_t i = 0; record.fit() && i < streams; ++i) {
        model.m_yardsticks[i] = {yardsticks[3 * i], yardsticks[3 * i + 1], yardsticks[3 * i + 2]};
        record.expect(model.m_yardsticks[i].deviation > leastDeviation && model.m_yardsticks[i].weight >= 0 &&
                      model.m_yardsticks[i].weight <= weightOfSingles);
    }
    return model;
}

MachineWatch::MachineWatch(std::shared_ptr<const MachineModel> model)
    : m_model(std::move(model)),
      m_forestMean(m_model->series() ? forestLength : 1, {m_model->m_usualForest}),
      m_row(m_model->sensors().size())
{
    if (m_model->m_subspace)
        m_subspace.emplace(subspaceOf(m_model, m_model->m_subspace));
    if (m_model->m_instruments)
        m_instruments.emplace(*m_model->m_instruments);
}

MachineModel::Streams MachineWatch::streamsOf(std::span<const double> row)
{
    MachineModel::Streams streams{};
    if (m_subspace) {
        const auto scores = m_subspace->next(row);
        std::ranges::copy(scores, streams.begin());
    }
    if (m_model->m_forest) {
        const double score = m_model->m_forest->score(row).front();
        streams[MachineModel::forestStream] = m_forestMean.next(std::span(&score, 1)).front();
    }
    return streams;
}

RowScore MachineWatch::next(std::span<const double> row)
{
    std::ranges::copy(row, m_row.begin());
    const bool failed = leaveFailedOut();
    const MachineModel::Streams streams = streamsOf(m_row);
    RowScore result;
    if (m_model->m_forest)
        result.forest =
            m_model->m_yardsticks[MachineModel::forestStream].measured(streams[MachineModel::forestStream]);
    if (m_subspace) {
        double subspace = 0;
        for (std::size_t i = 0; i < SubspaceDetector::streams; ++i)
            subspace += SubspaceDetector::weights[i] * m_model->m_yardsticks[i].measured(streams[i]);
        result.subspace = subspace;
    }
    judge(m_model->fuse(streams), failed, result);
    return result;
}

/// No detector scores what a failed sensor shows. Whether one has.
bool MachineWatch::leaveFailedOut()
{
    if (!m_instruments)
        return false;
    bool any = false;
    const auto failures = m_instruments->next(m_row);
    for (std::size_t i = 0; i < failures.size(); ++i)
        if (failures[i] != Failure::none) {
            m_row[i] = std::numeric_limits<double>::quiet_NaN();
            any = true;
        }
    return any;
}

void MachineWatch::judge(double measure, bool failed, RowScore &result)
{
    const Thresholds &thresholds = m_model->m_thresholds;
    m_anomalous = measure > (m_anomalous ? thresholds.still : thresholds.anomalous);
    const double persisting = m_model->series() ? m_persistence.next(measure) : measure;
    m_unusual = m_anomalous && (m_unusual || persisting > thresholds.finding);
    result.anomalous = m_anomalous || failed;
    result.unusual = m_unusual;
    result.finding = m_unusual || failed;
    // Never the same for two measures, however large.
    const double share = .5 + std::atan(measure - thresholds.finding) / std::numbers::pi;
    result.fused = result.finding ? .5 + share / 2 : share / 2;
}

std::vector<double> MachineWatch::shares() const
{
    std::vector<double> shares = sharesOfUnusual();
    const auto failed = std::ranges::count_if(failures(), [](Failure one) { return one != Failure::none; });
    if (failed == 0)
        return shares;
    const double kept = m_unusual ? .5 : 0;
    for (std::size_t i = 0; i < shares.size(); ++i)
        shares[i] = kept * shares[i] +
                    (failures()[i] != Failure::none ? (1 - kept) / static_cast<double>(failed) : 0);
    return shares;
}

std::span<const Failure> MachineWatch::failures() const
{
    return m_instruments ? m_instruments->failures() : std::span<const Failure>();
}

std::vector<double> MachineWatch::sharesOfUnusual() const
{
    return m_subspace          ? m_subspace->shares()
           : m_model->m_forest ? m_model->m_forest->shares(m_row)
                               : std::vector<double>(m_row.size());
}

} // namespace rig::ml
