#pragma once

#include "presentation/theme.h"
#include "widgets/scene.h"

namespace rig::composition {

/// The live rig for the window, in the theme's colours.
widgets::Scene rigScene(const presentation::Theme &theme);

} // namespace rig::composition
