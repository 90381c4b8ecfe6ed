#include "ml/statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rig::ml {

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

double quantileOf(std::vector<double> values, double share)
{
    const double place = share * static_cast<double>(values.size() - 1);
    const auto below = values.begin() + static_cast<std::ptrdiff_t>(place);
    std::ranges::nth_element(values, below);
    const auto above = std::min_element(std::next(below), values.end());
    return above == values.end() ? *below : *below + (place - std::floor(place)) * (*above - *below);
}

} // namespace rig::ml
