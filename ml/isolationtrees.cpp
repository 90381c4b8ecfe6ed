#include "ml/isolationtrees.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <tuple>

namespace rig::ml {

double usualLength(std::size_t rows)
{
    if (rows < 2)
        return 0;
    const auto n = static_cast<double>(rows);
    // 2 H(n - 1) - 2 (n - 1) / n, which the approximation of H misses by too much for two rows.
    return rows == 2 ? 1 : 2 * (std::log(n - 1) + std::numbers::egamma) - 2 * (n - 1) / n;
}

IsolationTrees::IsolationTrees(IsolationForest &forest, const Table &table,
                               const IsolationForestConfig &config)
    : m_forest(forest),
      m_table(table),
      m_sampleRows(std::min(table.rows(), static_cast<std::size_t>(config.sample))),
      m_random(config.seed),
      m_order(table.rows()),
      m_sample(m_sampleRows * table.width()),
      m_places(m_sampleRows),
      m_right(m_sampleRows),
      m_columns(table.width())
{
    forest.m_trees = static_cast<std::size_t>(config.trees);
    forest.m_depth = static_cast<unsigned>(std::bit_width(m_sampleRows - 1));
    forest.m_usual = usualLength(m_sampleRows);
    for (std::size_t rows = 0; rows <= m_sampleRows; ++rows)
        m_usual.push_back(usualLength(rows));
}

void IsolationTrees::grow()
{
    measureColumns();
    prepare();
    for (m_tree = 0; m_tree < m_forest.m_trees; ++m_tree) {
        drawSample();
        std::iota(m_places.begin(), m_places.end(), std::uint16_t{0});
        std::iota(m_columns.begin(), m_columns.end(), 0U);
        growFrom(1, 0, m_places, m_columns.size());
    }
}

void IsolationTrees::measureColumns()
{
    const std::size_t width = m_table.width();
    std::vector<double> low(width, std::numeric_limits<double>::infinity());
    std::vector<double> high(width, -std::numeric_limits<double>::infinity());
    for (std::size_t row = 0; row < m_table.rows(); ++row) {
        const double *const values = m_table.values.data() + row * width;
        for (std::size_t i = 0; i < width; ++i) { // NaN compares false
            low[i] = values[i] < low[i] ? values[i] : low[i];
            high[i] = values[i] > high[i] ? values[i] : high[i];
        }
    }
    m_forest.m_scales.resize(width);
    for (std::size_t i = 0; i < width; ++i) {
        // Halves, because the whole of what doubles span is more than a double holds.
        const double half = high[i] / 2 - low[i] / 2;
        constexpr double least = 1e-100; // one over less is more than a model holds
        m_forest.m_scales[i] =
            low[i] <= high[i] ? IsolationForest::Scale{low[i] / 2 + high[i] / 2, half > least ? 1 / half : 0}
                              : IsolationForest::Scale{};
    }
}

void IsolationTrees::prepare()
{
    std::iota(m_order.begin(), m_order.end(), 0U);
    const std::size_t all = m_forest.m_trees * m_forest.ways();
    // What no row comes through leads left and nowhere else.
    m_forest.m_cuts.assign(all, {IsolationForest::highest, 0});
    m_forest.m_lengths.assign(all, 0);
    m_forest.m_expected.assign(all, 0);
    m_forest.m_leftShare.assign(all, 1);
}

/// Without putting back, from all rows.
void IsolationTrees::drawSample()
{
    for (std::size_t i = 0; i < m_sampleRows; ++i)
        std::swap(m_order[i], m_order[i + below(m_order.size() - i)]);
    bool whole = true;
    for (std::size_t i = 0; i < m_sampleRows; ++i) {
        const auto row = m_table.row(m_order[i]);
        for (std::size_t column = 0; column < row.size(); ++column) {
            const float value = m_forest.scaled(row[column], column);
            whole = whole && !std::isnan(value);
            m_sample[column * m_sampleRows + i] = value;
        }
    }
    m_whole = whole;
}

float IsolationTrees::growFrom(std::size_t place, unsigned depth, Places rows, std::size_t open)
{
    if (rows.size() < 2 || depth == m_forest.m_depth)
        return endAt(place, depth, rows.size());
    // A column in which these rows do not differ does not for any of them further down either.
    float low = 0;
    float high = 0;
    std::size_t chosen = 0;
    while (open > 0) {
        chosen = below(open);
        std::tie(low, high) = boundsOf(m_columns[chosen], rows);
        if (low < high)
            break;
        std::swap(m_columns[chosen], m_columns[--open]);
    }
    if (open == 0)
        return endAt(place, depth, rows.size());
    const std::size_t column = m_columns[chosen];
    auto threshold = static_cast<float>(low + unit() * (double{high} - low));
    if (threshold >= high)
        threshold = low;
    const std::size_t left = divide(rows, column, threshold);
    const std::size_t at = m_tree * m_forest.ways() + place;
    m_forest.m_cuts[at] = {IsolationForest::rankOf(threshold),
                           static_cast<std::uint32_t>(column * IsolationForest::abreast)};
    const float share = static_cast<float>(left) / static_cast<float>(rows.size());
    const float expected = share * growFrom(2 * place, depth + 1, rows.first(left), open) +
                           (1 - share) * growFrom(2 * place + 1, depth + 1, rows.subspan(left), open);
    m_forest.m_leftShare[at] = share;
    return m_forest.m_expected[at] = expected;
}

/// All ways that go on from here are of one length.
float IsolationTrees::endAt(std::size_t place, unsigned depth, std::size_t rows)
{
    const auto length = static_cast<float>(depth + m_usual[rows]);
    const std::size_t tree = m_tree * m_forest.ways();
    std::size_t first = place;
    std::size_t count = 1;
    for (unsigned level = depth; level < m_forest.m_depth; ++level, first *= 2, count *= 2)
        std::fill_n(m_forest.m_expected.begin() + static_cast<std::ptrdiff_t>(tree + first), count, length);
    std::fill_n(m_forest.m_lengths.begin() + static_cast<std::ptrdiff_t>(tree + first - m_forest.ways()),
                count, length);
    return length;
}

std::pair<float, float> IsolationTrees::boundsOf(std::size_t number, Places rows) const
{
    const float *const values = column(number);
    float low = std::numeric_limits<float>::infinity();
    float high = -low;
    for (const std::uint16_t row : rows) {
        low = values[row] < low ? values[row] : low;
        high = values[row] > high ? values[row] : high;
    }
    return {low, high};
}

/// Those that go left to the front, all in their order; how many they are. Where a row has no value chance
/// decides.
std::size_t IsolationTrees::divide(Places rows, std::size_t number, float threshold)
{
    const float *const values = column(number);
    if (m_whole)
        return divideBy(rows, [&](std::uint16_t row) { return values[row] > threshold; });
    return divideBy(rows, [&](std::uint16_t row) {
        return std::isnan(values[row]) ? unit() < .5 : values[row] > threshold;
    });
}

/// Without a branch: none could be foretold here.
template <class Right> std::size_t IsolationTrees::divideBy(Places rows, const Right &goesRight)
{
    std::uint16_t *left = rows.data();
    std::uint16_t *right = m_right.data();
    for (const std::uint16_t row : rows) {
        const bool goes = goesRight(row);
        *left = row;
        *right = row;
        left += goes ? 0 : 1;
        right += goes ? 1 : 0;
    }
    std::copy(m_right.data(), right, left);
    return static_cast<std::size_t>(left - rows.data());
}

double IsolationTrees::unit()
{
    // Own arithmetic: the standard library's distributions differ between implementations.
    return static_cast<double>(m_random() >> 11U) * 0x1p-53;
}

std::size_t IsolationTrees::below(std::size_t count)
{
    return static_cast<std::size_t>(unit() * static_cast<double>(count));
}

} // namespace rig::ml
