#include "widgets/freerows.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace rig::widgets {

void FreeRows::cover(double one, double other)
{
    m_covered.emplace_back(std::minmax(one, other));
}

double FreeRows::nearest(double wanted, double height) const
{
    auto covered = m_covered;
    std::ranges::sort(covered);
    covered.emplace_back(m_bottom, m_bottom);
    std::optional<double> best;
    double free = m_top;
    for (const auto &[top, bottom] : covered) {
        if (const double end = std::min(top, m_bottom); end - free >= height) {
            const double middle = std::clamp(wanted, free + height / 2, end - height / 2);
            if (!best || std::abs(middle - wanted) < std::abs(*best - wanted))
                best = middle;
        }
        free = std::max(free, bottom);
    }
    return best.value_or(
        std::clamp(wanted, m_top + height / 2, std::max(m_top, m_bottom - height) + height / 2));
}

} // namespace rig::widgets
