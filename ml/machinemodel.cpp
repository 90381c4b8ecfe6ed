#include "ml/machinemodel.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rig::ml {

namespace {

constexpr std::array<std::string_view, modeCount> modeWords{"fused",     "isolation_forest", "lstm",
                                                            "hybrid_or", "hybrid_and",       "hybrid_smart"};

} // namespace

std::string_view word(Mode mode)
{
    return modeWords[static_cast<std::size_t>(mode)];
}

std::optional<Mode> modeOf(std::string_view word)
{
    const auto found = std::ranges::find(modeWords, word);
    return found == modeWords.end() ? std::nullopt
                                    : std::optional(static_cast<Mode>(found - modeWords.begin()));
}

Table MachineModel::rowsFor(const Table &table) const
{
    std::vector<std::size_t> columns;
    for (const std::string &sensor : m_facts.sensors)
        columns.push_back(
            static_cast<std::size_t>(std::ranges::find(table.sensors, sensor) - table.sensors.begin()));
    return table.withColumns(columns);
}

bool MachineModel::has(std::size_t stream) const
{
    return stream == forestStream        ? m_forest.has_value()
           : stream == autoencoderStream ? m_autoencoder.has_value()
                                         : m_subspace.has_value();
}

void MachineModel::tellParts()
{
    m_facts.forest = m_forest.has_value();
    m_facts.subspace = m_subspace.has_value();
    m_facts.autoencoder = m_autoencoder.has_value();
}

double MachineModel::subspaceMeasure(const Streams &scores) const
{
    double measure = 0;
    for (std::size_t i = 0; i < SubspaceDetector::streams; ++i)
        measure += SubspaceDetector::weights[i] * m_yardsticks[i].measured(scores[i]);
    return measure;
}

double MachineModel::scoreBy(Mode mode, double measure) const
{
    return scoreOf(measure - m_thresholds[static_cast<std::size_t>(mode)].finding);
}

double MachineModel::scoreOf(double beyond)
{
    return .5 + std::atan(beyond) / std::numbers::pi;
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

bool MachineModel::knows(Mode mode) const
{
    switch (mode) {
    case Mode::fused:
        return true;
    case Mode::isolationForest:
        return has(forestStream);
    case Mode::lstm:
        return has(autoencoderStream);
    default:
        return has(forestStream) && has(autoencoderStream);
    }
}

double MachineModel::measureOf(Mode mode, const Streams &scores) const
{
    const double forest = m_yardsticks[forestStream].measured(scores[forestStream]);
    const double autoencoder = m_yardsticks[autoencoderStream].measured(scores[autoencoderStream]);
    switch (mode) {
    case Mode::isolationForest:
        return forest;
    case Mode::lstm:
        return autoencoder;
    case Mode::hybridOr:
        return std::max(forest, autoencoder);
    case Mode::hybridAnd:
        return std::min(forest, autoencoder);
    case Mode::hybridSmart:
        return (forest + autoencoder) / 2;
    default:
        return fuse(scores);
    }
}

} // namespace rig::ml
