#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace rig::ctl {

/// A sensor with less of the score is not why.
inline constexpr double leastShare = .01;

/// Which have the largest shares, the largest first; at most `most`, each at least `leastShare`.
std::vector<std::size_t> largestShares(std::span<const double> shares, std::size_t most);

} // namespace rig::ctl
