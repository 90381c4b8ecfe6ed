#include "ml/factsrecord.h"
#include "ml/machinemodel.h"
#include "ml/modelfile.h"

namespace rig::ml {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr ModelKind kind{"rig-alpha model ", "3"};

constexpr QLatin1StringView subspaceAloneName("subspace alone");

QLatin1StringView thresholdsName(std::size_t mode)
{
    const std::string_view name = word(static_cast<Mode>(mode));
    return QLatin1StringView(name.data(), static_cast<qsizetype>(name.size()));
}

} // namespace

QByteArray MachineModel::bytes() const
{
    return sealed(kind, record().bytes());
}

std::string MachineModel::version() const
{
    return versionOf(record().bytes());
}

Result<ModelFacts> MachineModel::factsOf(const QByteArray &bytes)
{
    const auto content = unsealed(kind, bytes);
    if (!content)
        return tl::unexpected(content.error());
    Record record = Record::parse(content->body);
    Record told = record.record("facts"_L1);
    ModelFacts facts = factsFrom(told);
    if (!record.fit() || !told.fit())
        return unlikeTraining();
    facts.version = content->version;
    return facts;
}

Result<MachineModel> MachineModel::from(const QByteArray &bytes)
{
    const auto content = unsealed(kind, bytes);
    if (!content)
        return tl::unexpected(content.error());
    Record record = Record::parse(content->body);
    MachineModel model = fromRecord(record);
    if (!record.fit())
        return unlikeTraining();
    if (Done there = model.m_autoencoder ? Autoencoder::available() : Done(); !there)
        return tl::unexpected(there.error());
    if (model.m_autoencoder && !model.m_autoencoder->computes())
        return failure(ErrorKind::unavailable,
                       tr("The model's autoencoder could not be loaded; the log says why."));
    return model;
}

Record MachineModel::record() const
{
    Record record;
    record.setRecord("facts"_L1, recordOf(m_facts));
    if (m_forest)
        record.setRecord("forest"_L1, m_forest->record());
    record.set("usual forest"_L1, m_usualForest);
    if (m_autoencoder)
        record.setRecord("autoencoder"_L1, m_autoencoder->record());
    if (m_subspace)
        record.setRecord("subspace"_L1, m_subspace->record());
    if (m_instruments)
        record.setRecord("instruments"_L1, m_instruments->record());
    std::vector<double> yardsticks;
    for (const Yardstick &one : m_yardsticks)
        yardsticks.insert(yardsticks.end(), {one.mean, one.deviation, one.weight});
    record.setNumbers<double>("yardsticks"_L1, yardsticks);
    for (std::size_t mode = 0; mode < modeCount; ++mode)
        if (knows(static_cast<Mode>(mode)))
            record.setRecord(thresholdsName(mode), m_thresholds[mode].record());
    if (m_subspace)
        record.setRecord(subspaceAloneName, m_subspaceThresholds.record());
    record.setRecord("expectation"_L1, m_expectation.record());
    return record;
}

MachineModel MachineModel::fromRecord(Record &record)
{
    MachineModel model;
    Record facts = record.record("facts"_L1);
    model.m_facts = factsFrom(facts);
    record.expect(facts.fit());
    const std::size_t width = model.m_facts.sensors.size();
    const std::vector<double> yardsticks = record.numbers("yardsticks"_L1, 3 * streams);
    model.m_usualForest = record.number("usual forest"_L1);
    const auto part = [&](QLatin1StringView name, auto read, auto &to) {
        if (!record.fit() || !record.has(name))
            return;
        Record inner = record.record(name);
        to = read(inner, width);
        record.expect(inner.fit());
    };
    part("forest"_L1, IsolationForest::from, model.m_forest);
    part("autoencoder"_L1, Autoencoder::from, model.m_autoencoder);
    part("subspace"_L1, SubspaceDetector::from, model.m_subspace);
    part("instruments"_L1, Instruments::from, model.m_instruments);
    const ModelFacts told = model.m_facts;
    model.tellParts();
    record.expect(told == model.m_facts);
    record.expect(told.series || !model.m_autoencoder);
    record.expect(model.m_instruments.has_value() == told.series);
    record.expect(!model.m_subspace || model.m_subspace->series() == told.series);
    for (std::size_t mode = 0; mode < modeCount; ++mode) {
        if (!model.knows(static_cast<Mode>(mode)))
            continue;
        Record thresholds = record.record(thresholdsName(mode));
        model.m_thresholds[mode] = Thresholds::from(thresholds);
        record.expect(thresholds.fit());
    }
    if (model.m_subspace) {
        Record thresholds = record.record(subspaceAloneName);
        model.m_subspaceThresholds = Thresholds::from(thresholds);
        record.expect(thresholds.fit());
    }
    Record expectation = record.record("expectation"_L1);
    model.m_expectation = Expectation::from(expectation, width);
    record.expect(expectation.fit());
    for (std::size_t i = 0; record.fit() && i < streams; ++i) {
        model.m_yardsticks[i] = {yardsticks[3 * i], yardsticks[3 * i + 1], yardsticks[3 * i + 2]};
        record.expect(model.m_yardsticks[i].deviation > Yardstick::leastDeviation &&
                      (model.m_yardsticks[i].weight > 0) == model.has(i) &&
                      model.m_yardsticks[i].weight >= 0 &&
                      model.m_yardsticks[i].weight <= Yardstick::largestWeight);
    }
    return model;
}

} // namespace rig::ml
