#pragma once

#include <cmath>
#include <cstddef>

namespace rig::ml {

/// The mean of a score, in which a row counts the less the older it is (Roberts 1959): a fault shows in part
/// with its first row, and what was long ago is not forgotten at one blow.
class ExponentialMean
{
public:
    /// Its values are as old on average as those of a mean over the last `length` rows; at least 1, of which
    /// the newest value alone is the mean. What came before the first is `before`.
    ExponentialMean(std::size_t length, double before)
        : m_share(2. / (1 + static_cast<double>(length))), m_mean(before)
    {
    }

    /// Takes a value and gives the mean with it; NaN is left out.
    double next(double value)
    {
        if (!std::isnan(value))
            m_mean = m_share * value + (1 - m_share) * m_mean;
        return m_mean;
    }

private:
    double m_share; ///< of the newest value
    double m_mean;
};

} // namespace rig::ml
