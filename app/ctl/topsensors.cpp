#include "ctl/topsensors.h"

#include <algorithm>
#include <numeric>

namespace rig::ctl {

std::vector<std::size_t> largestShares(std::span<const double> shares, std::size_t most)
{
    std::vector<std::size_t> order(shares.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto count = static_cast<std::ptrdiff_t>(std::min(most, order.size()));
    std::ranges::partial_sort(order, order.begin() + count, std::greater{},
                              [&](std::size_t sensor) { return shares[sensor]; });
    order.resize(static_cast<std::size_t>(count));
    std::erase_if(order, [&](std::size_t sensor) { return shares[sensor] < leastShare; });
    return order;
}

} // namespace rig::ctl
