#pragma once

#include "ml/record.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rig::ml {

/// Which sensors go together whenever the machine is healthy. Many do so only over days, with the weather and
/// the load, and not over the minute in which one looks; such are none. An immutable value.
class Relations
{
public:
    /// Correlations are of so many rows.
    static constexpr std::size_t window = 120;

    struct Broken
    {
        std::size_t one = 0;
        std::size_t other = 0;
        double usual = 0; ///< Pearson's correlation, the median of healthy windows
        double now = 0;
    };

    Relations() = default;
    /// Of healthy rows, `width` numbers each and none missing, the oldest first; none of fewer than ten
    /// windows.
    Relations(std::span<const double> rows, std::size_t width);

    /// Those that the rows, a window or more of them, do not show as any healthy window did, the most broken
    /// first.
    std::vector<Broken> brokenIn(std::span<const double> rows) const;
    std::size_t count() const { return m_pairs.size(); }

    Record record() const;
    static Relations from(Record &record, std::size_t width);

private:
    struct Pair
    {
        std::size_t one = 0;
        std::size_t other = 0;
        double usual = 0;
        double low = 0; ///< the least of healthy windows but for one in a hundred
        double high = 0;
    };

    std::size_t m_width = 0;
    std::vector<Pair> m_pairs;
};

} // namespace rig::ml
