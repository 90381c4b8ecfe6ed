#pragma once

#include <array>
#include <string_view>

namespace rig {

/// The sensors by which the floor pictures a machine: how fast its turbine turns, how hot its core glows, how
/// much it shakes. A machine that lacks one is not shown so.
inline constexpr std::array<std::string_view, 3> rigSensors{"rpm", "temperature", "vibration"};

} // namespace rig
