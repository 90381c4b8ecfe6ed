#include "ml/relations.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>

namespace rig::ml {

using namespace Qt::Literals::StringLiterals;

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr std::size_t fewestWindows = 10;
/// Enough to tell what one in a hundred is.
constexpr std::size_t mostWindows = 400;
/// Of a pair that goes together.
constexpr double leastUsual = .5;
/// In nearly every window it has to be seen at all, and in the same direction.
constexpr double leastSeen = .9;
constexpr double leastLow = .25;
/// By so much more than ever before; less is of no use to whoever looks.
constexpr double margin = .15;

/// NaN where one of two did not move.
MatrixXd correlations(std::span<const double> rows, std::size_t width)
{
    const Eigen::Map<const Rows> window(rows.data(), static_cast<Index>(rows.size() / width),
                                        static_cast<Index>(width));
    MatrixXd centred = window.rowwise() - window.colwise().mean();
    constexpr double least = 1e-9;
    for (Index i = 0; i < centred.cols(); ++i) {
        const double norm = centred.col(i).norm();
        centred.col(i) /= norm > least ? norm : std::nan("");
    }
    return centred.transpose() * centred;
}

double quantile(std::vector<double> &values, double share)
{
    const auto at = values.begin() +
                    static_cast<std::ptrdiff_t>(std::lround(share * static_cast<double>(values.size() - 1)));
    std::ranges::nth_element(values, at);
    return *at;
}

} // namespace

Relations::Relations(std::span<const double> rows, std::size_t width) : m_width(width)
{
    const std::size_t count = width == 0 ? 0 : rows.size() / width;
    const std::size_t windows = std::min(count / window, mostWindows);
    if (windows < fewestWindows)
        return;
    std::vector<MatrixXd> seen;
    for (std::size_t i = 0; i < windows; ++i) {
        const std::size_t first = i * (count - window) / (windows - 1);
        seen.push_back(correlations(rows.subspan(first * width, window * width), width));
    }
    for (std::size_t one = 0; one < width; ++one)
        for (std::size_t other = one + 1; other < width; ++other) {
            std::vector<double> values;
            for (const MatrixXd &matrix : seen)
                if (const double value = matrix(static_cast<Index>(one), static_cast<Index>(other));
                    !std::isnan(value))
                    values.push_back(value);
            if (static_cast<double>(values.size()) < leastSeen * static_cast<double>(windows))
                continue;
            const Pair pair{one, other, quantile(values, .5), quantile(values, .01), quantile(values, .99)};
            const bool together = pair.usual >= leastUsual && pair.low >= leastLow;
            const bool opposed = pair.usual <= -leastUsual && pair.high <= -leastLow;
            if (together || opposed)
                m_pairs.push_back(pair);
        }
}

std::vector<Relations::Broken> Relations::brokenIn(std::span<const double> rows) const
{
    if (m_pairs.empty() || rows.size() < window * m_width)
        return {};
    const MatrixXd now = correlations(rows.last(window * m_width), m_width);
    std::vector<Broken> broken;
    for (const Pair &pair : m_pairs) {
        const double value = now(static_cast<Index>(pair.one), static_cast<Index>(pair.other));
        if (value < pair.low - margin || value > pair.high + margin)
            broken.push_back({pair.one, pair.other, pair.usual, value});
    }
    std::ranges::sort(broken, std::greater{},
                      [](const Broken &one) { return std::abs(one.usual - one.now); });
    return broken;
}

Record Relations::record() const
{
    std::vector<std::uint32_t> sensors;
    std::vector<double> values;
    for (const Pair &pair : m_pairs) {
        sensors.insert(sensors.end(),
                       {static_cast<std::uint32_t>(pair.one), static_cast<std::uint32_t>(pair.other)});
        values.insert(values.end(), {pair.usual, pair.low, pair.high});
    }
    Record record;
    record.setWhole("pairs"_L1, static_cast<std::int64_t>(m_pairs.size()));
    record.setNumbers<std::uint32_t>("sensors"_L1, sensors);
    record.setNumbers<double>("correlations"_L1, values);
    return record;
}

Relations Relations::from(Record &record, std::size_t width)
{
    Relations relations;
    relations.m_width = width;
    const auto most = static_cast<std::int64_t>(width * width);
    const auto count = static_cast<std::size_t>(record.whole("pairs"_L1, 0, most));
    const std::vector<std::uint32_t> sensors = record.wholes("sensors"_L1, 2 * count);
    const std::vector<double> values = record.numbers("correlations"_L1, 3 * count);
    for (std::size_t i = 0; record.fit() && i < count; ++i) {
        relations.m_pairs.push_back(
            {sensors[2 * i], sensors[2 * i + 1], values[3 * i], values[3 * i + 1], values[3 * i + 2]});
        record.expect(sensors[2 * i] < sensors[2 * i + 1] && sensors[2 * i + 1] < width);
    }
    return relations;
}

} // namespace rig::ml
