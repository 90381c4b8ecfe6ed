#include "ml/lifemodel.h"

#include "ml/lifefeatures.h"
#include "ml/modelfile.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <random>

namespace rig::ml {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr ModelKind kind{"rig-alpha life model ", "1"};
constexpr std::array<float, 2> quantiles{.1F, .9F};
constexpr std::size_t outputs = 1 + quantiles.size();
/// A feature counts no more than so many deviations.
constexpr float farthest = 8;
constexpr std::int64_t mostNames = 100'000;
constexpr std::uint64_t mostRounds = 1'200; ///< over the rows

/// The least number that a share of the weights lies at or below.
double weightedQuantile(std::vector<std::pair<double, double>> values, double share)
{
    std::ranges::sort(values);
    double all = 0;
    for (const auto &[value, weight] : values)
        all += weight;
    double sum = 0;
    for (const auto &[value, weight] : values)
        if ((sum += weight) >= share * all)
            return value;
    return values.empty() ? 0 : values.back().first;
}

} // namespace

/// What the rows of a fleet teach.
class LifeTraining
{
public:
    LifeTraining(const Fleet &fleet, const LifeConfig &config) : m_fleet(fleet), m_config(config)
    {
        m_model.m_settings = fleet.settings;
        m_model.m_sensors = fleet.sensors;
        m_model.m_mostLife = config.mostLife;
        m_model.m_conditions = OperatingConditions(fleet);
    }

    bool tellsAnything() const { return !m_model.m_conditions.sensors().empty(); }

    Result<LifeModel> run(const std::function<bool(double)> &goesOn)
    {
        gather();
        deal();
        m_foretold.resize(m_targets.size() * outputs);
        for (std::size_t member = 0; member < LifeModel::members; ++member)
            if (const Done done = teach(member, goesOn); !done)
                return tl::unexpected(done.error());
        calibrate();
        return std::move(m_model);
    }

private:
    std::size_t width() const { return lifeFeatureCount(m_model.m_conditions); }

    void gather()
    {
        for (std::size_t unit = 0; unit < m_fleet.units.size(); ++unit) {
            const FleetUnit &one = m_fleet.units[unit];
            const auto features = lifeFeatures(one, m_model.m_conditions);
            m_features.insert(m_features.end(), features.begin(), features.end());
            for (const double cycle : one.cycles) {
                const double life = std::min(one.cycles.back() - cycle, m_config.mostLife);
                m_targets.push_back(static_cast<float>(life / m_config.mostLife));
                m_unitOf.push_back(unit);
            }
        }
        std::vector<double> means(width());
        std::vector<double> squares(width());
        std::vector<double> counts(width());
        for (std::size_t i = 0; i < m_features.size(); ++i)
            if (const double value = m_features[i]; !std::isnan(value)) {
                const std::size_t feature = i % width();
                const double off = value - means[feature];
                means[feature] += off / ++counts[feature];
                squares[feature] += off * (value - means[feature]);
            }
        for (std::size_t i = 0; i < width(); ++i) {
            const double deviation = counts[i] > 0 ? std::sqrt(squares[i] / counts[i]) : 0;
            m_model.m_featureDeviations.push_back(deviation > 0 ? deviation : 1);
        }
        m_model.m_featureMeans = std::move(means);
        m_model.standardise(m_features);
    }

    /// Which member does not see which unit.
    void deal()
    {
        std::vector<std::size_t> order(m_fleet.units.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::mt19937_64 random(m_config.seed);
        std::shuffle(order.begin(), order.end(), random);
        m_without.resize(order.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            m_without[order[i]] = i % LifeModel::members;
    }

    Done teach(std::size_t member, const std::function<bool(double)> &goesOn)
    {
        std::vector<float> inputs;
        std::vector<float> targets;
        std::vector<float> unseen;
        std::vector<std::size_t> unseenRows;
        for (std::size_t row = 0; row < m_targets.size(); ++row) {
            const auto features = std::span(m_features).subspan(row * width(), width());
            if (m_without[m_unitOf[row]] == member) {
                unseen.insert(unseen.end(), features.begin(), features.end());
                unseenRows.push_back(row);
            } else {
                inputs.insert(inputs.end(), features.begin(), features.end());
                targets.push_back(m_targets[row]);
            }
        }
        Regressor::Config config;
        // Few rows teach nothing more by being seen thousands of times.
        config.rounds = static_cast<std::uint32_t>(std::clamp<std::uint64_t>(
            m_config.rowsSeen / std::max<std::size_t>(1, targets.size()), 1, mostRounds));
        config.seed = m_config.seed + member;
        config.quantiles.assign(quantiles.begin(), quantiles.end());
        const auto share = [&](double done) {
            return goesOn((static_cast<double>(member) + done) / LifeModel::members);
        };
        auto net = Regressor::train(inputs, width(), targets, config, share);
        if (!net)
            return tl::unexpected(net.error());
        const auto foretold = net->foretell(unseen);
        if (!foretold)
            return tl::unexpected(foretold.error());
        for (std::size_t i = 0; i < unseenRows.size(); ++i)
            std::copy_n(foretold->begin() + static_cast<std::ptrdiff_t>(i * outputs), outputs,
                        m_foretold.begin() + static_cast<std::ptrdiff_t>(unseenRows[i] * outputs));
        m_model.m_nets.push_back(std::move(*net));
        return {};
    }

    /// By what each net said of machines that it had not seen, so that each machine counts alike.
    void calibrate()
    {
        std::vector<std::pair<double, double>> below;
        std::vector<std::pair<double, double>> above;
        double squares = 0;
        double weights = 0;
        for (std::size_t row = 0; row < m_targets.size(); ++row) {
            const double weight = 1. / static_cast<double>(m_fleet.units[m_unitOf[row]].rows());
            const auto foretold = std::span(m_foretold).subspan(row * outputs, outputs);
            below.emplace_back(m_targets[row] - foretold[1], weight);
            above.emplace_back(m_targets[row] - foretold[2], weight);
            const double off = (std::clamp(foretold[0], 0.F, 1.F) - m_targets[row]) * m_config.mostLife;
            squares += weight * off * off;
            weights += weight;
        }
        m_model.m_lower = weightedQuantile(std::move(below), quantiles[0]);
        m_model.m_upper = weightedQuantile(std::move(above), quantiles[1]);
        m_model.m_error = std::sqrt(squares / weights);
    }

    const Fleet &m_fleet;
    const LifeConfig &m_config;
    LifeModel m_model;
    std::vector<float> m_features; ///< row by row
    std::vector<float> m_targets;  ///< of mostLife
    std::vector<std::size_t> m_unitOf;
    std::vector<std::size_t> m_without; ///< by unit
    std::vector<float> m_foretold;      ///< row by row, by the net that had not seen its unit
};

Result<LifeModel> LifeModel::train(const Fleet &fleet, const LifeConfig &config,
                                   const std::function<bool(double)> &goesOn)
{
    if (fleet.units.size() < fewestUnits)
        return failure(ErrorKind::refused, tr("At least %1 machines that ran until they failed are needed to "
                                              "learn remaining life from; there are %2.")
                                               .arg(fewestUnits)
                                               .arg(fleet.units.size()));
    LifeTraining training(fleet, config);
    if (!training.tellsAnything())
        return failure(ErrorKind::refused,
                       tr("No sensor moves, so that nothing tells how long a machine lasts."));
    return training.run(goesOn);
}

void LifeModel::standardise(std::span<float> features) const
{
    const std::size_t width = m_featureMeans.size();
    for (std::size_t i = 0; i < features.size(); ++i) {
        float &feature = features[i];
        const std::size_t at = i % width;
        feature =
            std::isnan(feature)
                ? 0
                : std::clamp(static_cast<float>((feature - m_featureMeans[at]) / m_featureDeviations[at]),
                             -farthest, farthest);
    }
}

CyclesLeft LifeModel::within(double mean, double low, double high) const
{
    const auto life = [&](double share) { return std::clamp(share, 0., 1.) * m_mostLife; };
    const double middle = life(mean);
    return {middle, std::min(life(low + m_lower), middle), std::max(life(high + m_upper), middle)};
}

std::vector<std::string> LifeModel::telling() const
{
    std::vector<std::string> names;
    for (const std::size_t sensor : m_conditions.sensors())
        names.push_back(m_sensors[sensor]);
    return names;
}

Result<std::optional<CyclesLeft>> LifeModel::estimate(const FleetUnit &unit) const
{
    auto features = lifeFeatures(unit, m_conditions, unit.rows() - 1);
    // The last one is the cycle, which alone says nothing of this machine.
    if (std::all_of(features.begin(), features.end() - 1, [](float one) { return std::isnan(one); }))
        return std::nullopt;
    standardise(features);
    std::array<double, outputs> sums{};
    for (const Regressor &net : m_nets) {
        const auto foretold = net.foretell(features);
        if (!foretold)
            return tl::unexpected(foretold.error());
        for (std::size_t i = 0; i < outputs; ++i)
            sums[i] += double{(*foretold)[i]} / static_cast<double>(m_nets.size());
    }
    return within(sums[0], sums[1], sums[2]);
}

QByteArray LifeModel::bytes() const
{
    Record record;
    record.setTexts("settings"_L1, m_settings);
    record.setTexts("sensors"_L1, m_sensors);
    record.set("most life"_L1, m_mostLife);
    record.set("error"_L1, m_error);
    record.setRecord("conditions"_L1, m_conditions.record());
    record.setNumbers<double>("feature means"_L1, m_featureMeans);
    record.setNumbers<double>("feature deviations"_L1, m_featureDeviations);
    record.set("lower"_L1, m_lower);
    record.set("upper"_L1, m_upper);
    for (std::size_t i = 0; i < members; ++i) {
        const QByteArray name = "net " + QByteArray::number(static_cast<int>(i));
        record.setRecord(QLatin1StringView(name), m_nets[i].record());
    }
    return sealed(kind, record.bytes());
}

Result<LifeModel> LifeModel::from(const QByteArray &bytes)
{
    const auto content = unsealed(kind, bytes);
    if (!content)
        return tl::unexpected(content.error());
    if (const Done there = Regressor::available(); !there)
        return tl::unexpected(there.error());
    Record record = Record::parse(content->body);
    LifeModel model;
    model.m_settings = record.texts("settings"_L1);
    model.m_sensors = record.texts("sensors"_L1);
    model.m_mostLife = record.number("most life"_L1);
    model.m_error = record.number("error"_L1);
    record.expect(model.m_mostLife > 0 && model.m_error >= 0 && !model.m_sensors.empty() &&
                  model.m_sensors.size() < mostNames && model.m_settings.size() < mostNames);
    if (!record.fit())
        return unlikeTraining();
    Record conditions = record.record("conditions"_L1);
    model.m_conditions =
        OperatingConditions::from(conditions, model.m_settings.size(), model.m_sensors.size());
    record.expect(conditions.fit());
    const std::size_t width = lifeFeatureCount(model.m_conditions);
    model.m_featureMeans = record.numbers("feature means"_L1, width);
    model.m_featureDeviations = record.numbers("feature deviations"_L1, width);
    record.expect(std::ranges::all_of(model.m_featureDeviations, [](double one) { return one > 0; }));
    model.m_lower = record.number("lower"_L1);
    model.m_upper = record.number("upper"_L1);
    for (std::size_t i = 0; record.fit() && i < members; ++i) {
        const QByteArray name = "net " + QByteArray::number(static_cast<int>(i));
        Record net = record.record(QLatin1StringView(name));
        model.m_nets.push_back(Regressor::from(net, width, outputs));
        record.expect(net.fit());
    }
    if (!record.fit())
        return unlikeTraining();
    return model;
}

} // namespace rig::ml
