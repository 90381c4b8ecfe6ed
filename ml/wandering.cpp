#include "ml/wandering.h"

#include "ml/conditioning.h"
#include "ml/gaussian.h"
#include "ml/trailingmean.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rig::ml {

namespace {

/// A single row says little of where the machine is.
constexpr std::size_t length = 10;
/// More rows than these do not tell more.
constexpr std::size_t mostRows = 20'000;
constexpr std::size_t folds = 5;
/// Pieces of the time that are dealt out to the folds in turn.
constexpr std::size_t pieces = 40;
constexpr double leastLevel = 1e-3;
/// Of the difference between logarithms of squared distances: what is none, and from where on it is all. Of
/// recordings of 400 rows of a pump it is .3 to .65, of 500 of a chemical plant .27, of an hour of a
/// simulated machine 1.6; of two days of that .01, of weeks of servers .06 and .14.
constexpr double none = .1;
constexpr double all = .3;

std::vector<double> levelsOf(const std::vector<double> &rows, std::size_t width)
{
    std::vector<double> levels;
    TrailingMean mean(length, std::vector<double>(width));
    const std::size_t count = rows.size() / width;
    const std::size_t step = (count + mostRows - 1) / mostRows;
    for (std::size_t row = 0; row < count; ++row) {
        const auto level = mean.next(std::span(rows).subspan(row * width, width));
        if (row % step == 0)
            levels.insert(levels.end(), level.begin(), level.end());
    }
    return levels;
}

/// How much farther the rows of a fold lie, on the mean, than those that the distance was learnt from.
template <typename FoldOf>
double fartherOutside(const std::vector<double> &levels, std::size_t width, FoldOf foldOf)
{
    const std::size_t count = levels.size() / width;
    std::vector<double> parts(width);
    double sum = 0;
    for (std::size_t fold = 0; fold < folds; ++fold) {
        std::vector<double> inside;
        for (std::size_t row = 0; row < count; ++row)
            if (foldOf(row, count) != fold)
                inside.insert(inside.end(), levels.begin() + static_cast<std::ptrdiff_t>(row * width),
                              levels.begin() + static_cast<std::ptrdiff_t>((row + 1) * width));
        const Gaussian usual(inside, width, std::vector<double>(width));
        std::array<double, 2> sums{};
        std::array<double, 2> rows{};
        for (std::size_t row = 0; row < count; ++row) {
            const bool out = foldOf(row, count) == fold;
            sums[out] +=
                std::log(usual.distance(std::span(levels).subspan(row * width, width), parts) + leastLevel);
            ++rows[out];
        }
        sum += sums[1] / rows[1] - sums[0] / rows[0];
    }
    return sum / folds;
}

} // namespace

double wanderingOf(const Table &table)
{
    const std::size_t width = table.width();
    const std::vector<double> levels = levelsOf(held(Conditioning::of(table, 0), table), width);
    if (levels.size() / width < pieces)
        return 1;
    const double elsewhere =
        fartherOutside(levels, width, [](std::size_t row, std::size_t count) { return row * folds / count; });
    // What few rows for many sensors do by themselves is in here too.
    const double anywhere = fartherOutside(
        levels, width, [](std::size_t row, std::size_t count) { return row * pieces / count % folds; });
    return std::clamp((elsewhere - anywhere - none) / (all - none), 0., 1.);
}

} // namespace rig::ml
