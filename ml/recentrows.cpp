#include "ml/recentrows.h"

#include <algorithm>

namespace rig::ml {

void RecentRows::take(std::span<const float> row)
{
    ++m_count;
    for (std::size_t level = 0; level < levels; ++level) {
        const double share = std::max(shares[level], 1 / static_cast<double>(m_count));
        for (std::size_t sensor = 0; sensor < m_width; ++sensor) {
            double &mean = m_levels[level * m_width + sensor];
            mean += share * (double{row[sensor]} - mean);
        }
    }
    m_rows.emplace_back(row.begin(), row.end());
    if (m_rows.size() > lineLength)
        m_rows.pop_front();
}

std::vector<float> RecentRows::window(std::size_t length) const
{
    std::vector<float> window;
    window.reserve(length * m_width);
    for (std::size_t i = m_rows.size() - length; i < m_rows.size(); ++i)
        window.insert(window.end(), m_rows[i].begin(), m_rows[i].end());
    return window;
}

std::vector<RecentRows::Line> RecentRows::lines() const
{
    const auto count = static_cast<double>(m_rows.size());
    const double middle = (count - 1) / 2;
    const double squares = count * (count * count - 1) / 12; // of the places around the middle
    std::vector<double> sums(m_width);
    std::vector<double> moments(m_width);
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        for (std::size_t sensor = 0; sensor < m_width; ++sensor) {
            sums[sensor] += double{m_rows[i][sensor]};
            moments[sensor] += (static_cast<double>(i) - middle) * double{m_rows[i][sensor]};
        }
    std::vector<Line> lines;
    for (std::size_t sensor = 0; sensor < m_width; ++sensor) {
        const double perRow = squares > 0 ? moments[sensor] / squares : 0;
        lines.push_back({static_cast<float>(sums[sensor] / std::max(1., count) + perRow * middle),
                         static_cast<float>(perRow)});
    }
    return lines;
}

} // namespace rig::ml
