#include "ml/trailingmean.h"

#include <cmath>
#include <limits>

namespace rig::ml {

TrailingMean::TrailingMean(std::size_t length, std::vector<double> before)
    : m_length(length), m_sums(before.size()), m_counts(before.size()), m_means(std::move(before))
{
    for (std::size_t i = 0; i < length; ++i)
        m_ring.insert(m_ring.end(), m_means.begin(), m_means.end());
    sumAnew();
}

std::span<const double> TrailingMean::next(std::span<const double> row)
{
    const std::size_t width = m_sums.size();
    double *const oldest = m_ring.data() + m_at * width;
    for (std::size_t i = 0; i < width; ++i) {
        if (!std::isnan(oldest[i])) {
            m_sums[i] -= oldest[i];
            --m_counts[i];
        }
        oldest[i] = row[i];
        if (!std::isnan(row[i])) {
            m_sums[i] += row[i];
            ++m_counts[i];
        }
    }
    m_at = (m_at + 1) % m_length;
    if (m_at == 0)
        sumAnew();
    for (std::size_t i = 0; i < width; ++i)
        m_means[i] = m_counts[i] > 0 ? m_sums[i] / m_counts[i] : std::numeric_limits<double>::quiet_NaN();
    return m_means;
}

/// Else roundings would add up over the weeks, and a sum that is nothing would not be 0.
void TrailingMean::sumAnew()
{
    const std::size_t width = m_sums.size();
    for (std::size_t i = 0; i < width; ++i) {
        m_sums[i] = 0;
        m_counts[i] = 0;
        for (std::size_t row = 0; row < m_length; ++row)
            if (const double value = m_ring[row * width + i]; !std::isnan(value)) {
                m_sums[i] += value;
                ++m_counts[i];
            }
    }
}

} // namespace rig::ml
