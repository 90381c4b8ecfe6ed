#include "ctl/plaindetector.h"

#include "ml/gaussian.h"
#include "ml/trailingmean.h"

#include <cmath>

namespace rig::ctl {

namespace {

constexpr std::size_t length = 10;

/// In standard deviations from the mean of `of`; 0 where that never moves.
std::vector<double> standardised(const ml::Table &table, const ml::Table &of)
{
    std::vector<double> values = table.values;
    for (std::size_t sensor = 0; sensor < of.width(); ++sensor) {
        double mean = 0;
        double squares = 0;
        for (std::size_t row = 0; row < of.rows(); ++row)
            mean += of.row(row)[sensor] / static_cast<double>(of.rows());
        for (std::size_t row = 0; row < of.rows(); ++row)
            squares += std::pow(of.row(row)[sensor] - mean, 2) / static_cast<double>(of.rows());
        // A mean is not exact, so that what never moves seems to, by roundings.
        const bool moves = std::sqrt(squares) > 1e-12 * std::abs(mean);
        for (std::size_t at = sensor; at < values.size(); at += table.width())
            values[at] = moves ? (values[at] - mean) / std::sqrt(squares) : 0;
    }
    return values;
}

std::vector<double> levels(const std::vector<double> &rows, std::size_t width)
{
    std::vector<double> all;
    ml::TrailingMean mean(length, std::vector<double>(width));
    for (std::size_t at = 0; at < rows.size(); at += width) {
        const auto level = mean.next(std::span(rows).subspan(at, width));
        all.insert(all.end(), level.begin(), level.end());
    }
    return all;
}

} // namespace

std::vector<double> plainScores(const ml::Table &train, const ml::Table &test)
{
    const std::size_t width = train.width();
    const std::vector<double> taught = levels(standardised(train, train), width);
    const ml::Gaussian usual(std::span<const double>(taught).subspan(length * width), width,
                             std::vector<double>(width));
    const std::vector<double> asked = levels(standardised(test, train), width);
    std::vector<double> scores;
    std::vector<double> parts(width);
    for (std::size_t at = 0; at < asked.size(); at += width)
        scores.push_back(usual.distance(std::span(asked).subspan(at, width), parts));
    return scores;
}

} // namespace rig::ctl
