#include "ml/machinemodel.h"

#include <QCryptographicHash>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

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

/// Of the healthy rows one in a hundred is anomalous; a row that is stays so down to one in fifty.
constexpr double onQuantile = .99;
constexpr double offQuantile = .98;
/// What comes after the healthy time lies off by what its fifths differ from one another, and by what few
/// rows do not tell: thresholds rise by so much of the deviation between them, and by so many rows' worth.
constexpr double betweenFolds = .5;
constexpr double untoldRows = 125;

/// As many as a plant's machine can have.
constexpr std::size_t mostSensors = 1'000;
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

Table without(const Table &table, std::size_t first, std::size_t past)
{
    Table rest = table.slice(0, first);
    const Table behind = table.slice(past, table.rows());
    rest.values.insert(rest.values.end(), behind.values.begin(), behind.values.end());
    return rest;
}

double meanOf(std::span<const double> values)
{
    return std::accumulate(values.begin(), values.end(), 0.) / static_cast<double>(values.size());
}

double deviationOf(std::span<const double> values, std::size_t freedom)
{
    const double mean = meanOf(values);
    double squares = 0;
    for (const double value : values)
        squares += (value - mean) * (value - mean);
    return std::sqrt(squares / static_cast<double>(freedom));
}

/// Between two values in proportion; sorts a part of them.
double quantileOf(std::vector<double> values, double share)
{
    const double place = share * static_cast<double>(values.size() - 1);
    const auto below = values.begin() + static_cast<std::ptrdiff_t>(place);
    std::ranges::nth_element(values, below);
    const auto above = std::min_element(std::next(below), values.end());
    return above == values.end() ? *below : *below + (place - std::floor(place)) * (*above - *below);
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
    MachineModel model;
    model.learnParts(table, config);
    model.calibrate(table, config);
    model.m_trainedRows = table.rows();
    model.m_fingerprint = fingerprintOf(table);
    return model;
}

void MachineModel::learnParts(const Table &table, const TrainingConfig &config)
{
    m_sensors = table.sensors;
    m_series = config.series;
    if (config.parts.subspace)
        m_subspace = SubspaceDetector(table, config.series);
    if (config.parts.forest)
        if (auto forest = IsolationForest::train(table, config.forest)) {
            m_forest = std::move(*forest);
            m_usualForest = meanOf(m_forest->score(table.values));
        }
}

void MachineModel::calibrate(const Table &table, const TrainingConfig &config)
{
    std::vector<Streams> seen;
    std::vector<std::size_t> ends;
    for (std::size_t fold = 0; fold < folds; ++fold) {
        const std::size_t first = fold * table.rows() / folds;
        const std::size_t past = (fold + 1) * table.rows() / folds;
        auto others = std::make_shared<MachineModel>(MachineModel());
        others->learnParts(without(table, first, past), config);
        MachineWatch watch(others);
        for (std::size_t row = first - std::min(first, warmUp); row < past; ++row) {
            const Streams scores = watch.streamsOf(table.row(row));
            if (row >= first)
                seen.push_back(scores);
        }
        ends.push_back(seen.size());
    }
    for (std::size_t stream = 0; stream < streams; ++stream) {
        const bool isForest = stream == forestStream;
        if (isForest ? !m_forest : !m_subspace)
            continue;
        std::vector<double> scores;
        for (const Streams &one : seen)
            scores.push_back(one[stream]);
        const double deviation = deviationOf(scores, scores.size());
        m_yardsticks[stream] = {meanOf(scores), deviation > 0 ? deviation : 1,
                                !isForest  ? SubspaceDetector::weights[stream]
                                : m_series ? weightInSeries
                                           : weightOfSingles};
    }
    std::vector<double> fused;
    for (const Streams &one : seen)
        fused.push_back(fuse(one));
    std::vector<double> foldMeans;
    for (std::size_t fold = 0, first = 0; fold < folds; first = ends[fold++])
        foldMeans.push_back(meanOf(std::span(fused).subspan(first, ends[fold] - first)));
    const double unknown =
        betweenFolds * deviationOf(foldMeans, folds - 1) + untoldRows / static_cast<double>(table.rows());
    m_on = quantileOf(fused, onQuantile) + unknown;
    m_off = quantileOf(fused, offQuantile) + unknown;
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
    std::vector<double> yardsticks;
    for (const Yardstick &one : m_yardsticks)
        yardsticks.insert(yardsticks.end(), {one.mean, one.deviation, one.weight});
    record.setNumbers<double>("yardsticks"_L1, yardsticks);
    record.set("on"_L1, m_on);
    record.set("off"_L1, m_off);
    return record;
}

MachineModel MachineModel::fromRecord(Record &record)
{
    MachineModel model;
    model.m_sensors = record.texts("sensors"_L1);
    const std::size_t width = model.m_sensors.size();
    record.expect(width >= 1 && width <= mostSensors);
    model.m_series = record.whole("series"_L1, 0, 1) != 0;
    model.m_trainedRows =
        static_cast<std::size_t>(record.whole("rows"_L1, 0, std::numeric_limits<std::int64_t>::max()));
    model.m_fingerprint = record.text("fingerprint"_L1);
    const std::vector<double> yardsticks = record.numbers("yardsticks"_L1, 3 * streams);
    model.m_usualForest = record.number("usual forest"_L1);
    model.m_on = record.number("on"_L1);
    model.m_off = record.number("off"_L1);
    const auto part = [&](QLatin1StringView name, auto read, auto &to) {
        if (!record.fit() || !record.has(name))
            return;
        Record inner = record.record(name);
        to = read(inner, width);
        record.expect(inner.fit());
    };
    part("forest"_L1, IsolationForest::from, model.m_forest);
    part("subspace"_L1, SubspaceDetector::from, model.m_subspace);
    record.expect(model.m_forest || model.m_subspace);
    for (std::size_t i = 0; record.fit() && i < streams; ++i) {
        model.m_yardsticks[i] = {yardsticks[3 * i], yardsticks[3 * i + 1], yardsticks[3 * i + 2]};
        record.expect(model.m_yardsticks[i].deviation > 0 && model.m_yardsticks[i].weight >= 0);
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
    std::ranges::copy(row, m_row.begin());
    return streams;
}

RowScore MachineWatch::next(std::span<const double> row)
{
    const MachineModel::Streams streams = streamsOf(row);
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
    const double beyond = m_model->fuse(streams) - (m_anomalous ? m_model->m_off : m_model->m_on);
    m_anomalous = result.anomalous = beyond > 0;
    // Never the same for two measures, however large.
    result.fused = .5 + std::atan(beyond) / std::numbers::pi;
    return result;
}

std::vector<double> MachineWatch::shares() const
{
    return m_subspace          ? m_subspace->shares()
           : m_model->m_forest ? m_model->m_forest->shares(m_row)
                               : std::vector<double>(m_row.size());
}

} // namespace rig::ml
