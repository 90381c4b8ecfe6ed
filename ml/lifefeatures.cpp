#include "ml/lifefeatures.h"

#include "ml/trailingmean.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace rig::ml {

namespace {

constexpr std::size_t perSensor = 6;
constexpr std::array<std::size_t, 4> lengths{5, 15, 30, 60}; ///< rows that means are over
constexpr std::size_t ownStart = 20; ///< rows that say what a machine was when it was new

/// The mean of a machine's first rows, of as many as there have been.
class Start
{
public:
    explicit Start(std::size_t width) : m_sums(width), m_counts(width) {}

    void take(std::span<const double> row)
    {
        if (m_rows++ >= ownStart)
            return;
        for (std::size_t i = 0; i < row.size(); ++i)
            if (!std::isnan(row[i])) {
                m_sums[i] += row[i];
                ++m_counts[i];
            }
    }
    double mean(std::size_t i) const { return m_sums[i] / m_counts[i]; } // NaN where there was nothing

private:
    std::size_t m_rows = 0;
    std::vector<double> m_sums;
    std::vector<double> m_counts;
};

} // namespace

std::size_t lifeFeatureCount(const OperatingConditions &conditions)
{
    return perSensor * conditions.sensors().size() + 1;
}

std::vector<float> lifeFeatures(const FleetUnit &unit, const OperatingConditions &conditions,
                                std::size_t first)
{
    const std::size_t width = conditions.sensors().size();
    const std::vector<double> nothing(width, std::numeric_limits<double>::quiet_NaN());
    std::array<TrailingMean, lengths.size()> means{
        TrailingMean(lengths[0], nothing), TrailingMean(lengths[1], nothing),
        TrailingMean(lengths[2], nothing), TrailingMean(lengths[3], nothing)};
    Start start(width);
    std::vector<double> row(width);
    std::vector<float> features;
    features.reserve((unit.rows() - first) * lifeFeatureCount(conditions));
    for (std::size_t at = 0; at < unit.rows(); ++at) {
        conditions.deviations(unit.settingsOf(at), unit.sensorsOf(at), row);
        for (TrailingMean &mean : means)
            mean.next(row);
        start.take(row);
        if (at < first)
            continue;
        for (std::size_t i = 0; i < width; ++i) {
            const auto mean = [&](std::size_t which) { return means[which].means()[i]; };
            for (const double feature :
                 {mean(0), mean(1), mean(2), mean(0) - mean(2), mean(1) - mean(3), mean(0) - start.mean(i)})
                features.push_back(static_cast<float>(feature));
        }
        features.push_back(static_cast<float>(unit.cycles[at]));
    }
    return features;
}

} // namespace rig::ml
