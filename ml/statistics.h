#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace rig::ml {

// Of values that are there, at least one.

double meanOf(std::span<const double> values);
/// Over `freedom`, more than 0: how many they are, or one less.
double deviationOf(std::span<const double> values, std::size_t freedom);
/// What a share (0 to 1) of them lies below, between two of them in proportion.
double quantileOf(std::vector<double> values, double share);

} // namespace rig::ml
