#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace rig::ml {

/// The mean of the last rows, column by column. What came before the first row counts as `before`, so that
/// the first means are no wilder than later ones. A value that is missing (NaN) is left out of its mean.
class TrailingMean
{
public:
    TrailingMean(std::size_t length, std::vector<double> before);

    /// Takes a row and gives the means with it; NaN where the whole window has no value. Valid until the
    /// next.
    std::span<const double> next(std::span<const double> row);
    std::span<const double> means() const { return m_means; }

private:
    void sumAnew();

    std::size_t m_length;
    std::size_t m_at = 0;
    std::vector<double> m_ring; ///< row by row
    std::vector<double> m_sums;
    std::vector<double> m_counts;
    std::vector<double> m_means;
};

} // namespace rig::ml
