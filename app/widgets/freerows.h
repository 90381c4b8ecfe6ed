#pragma once

#include <utility>
#include <vector>

namespace rig::widgets {

/// The heights of a plot where a name can stand without lying on a curve. In pixels, downwards.
class FreeRows
{
public:
    FreeRows(double top, double bottom) : m_top(top), m_bottom(bottom) {}

    /// Something is drawn between these two, given in any order.
    void cover(double one, double other);
    /// The middle nearest to `wanted` around which `height` is free; where nothing is, `wanted` moved inside.
    double nearest(double wanted, double height) const;

private:
    double m_top;
    double m_bottom;
    std::vector<std::pair<double, double>> m_covered;
};

} // namespace rig::widgets
