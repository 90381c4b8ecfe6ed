#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <span>
#include <vector>

namespace rig::ml {

/// What a forecast is made of: the last rows of one machine and trailing means of them. Rows are scaled, with
/// nothing missing. One thread at a time.
class RecentRows
{
public:
    /// What the newest row counts in each mean (Roberts 1959): the first is the row itself. A mean over fewer
    /// rows than that counts all alike.
    static constexpr std::array<double, 6> shares{1, .3, .1, .03, .01, .003};
    static constexpr std::size_t levels = shares.size();
    /// Rows that a line is fitted to, by least squares.
    static constexpr std::size_t lineLength = 60;

    explicit RecentRows(std::size_t width) : m_width(width), m_levels(levels * width) {}

    void take(std::span<const float> row);
    std::size_t count() const { return m_count; }
    /// By level and sensor.
    std::vector<float> means() const { return {m_levels.begin(), m_levels.end()}; }
    /// The last rows, the newest last; so many have been taken, at most `lineLength`.
    std::vector<float> window(std::size_t length) const;

    struct Line
    {
        float now = 0; ///< at the newest row
        float perRow = 0;
    };
    /// By sensor, through the last `lineLength` rows or those that there are.
    std::vector<Line> lines() const;

private:
    std::size_t m_width;
    std::size_t m_count = 0;
    std::vector<double> m_levels;
    std::deque<std::vector<float>> m_rows;
};

} // namespace rig::ml
