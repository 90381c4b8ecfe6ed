#pragma once

#include "composition/window/flooroptions.h"
#include "presentation/theme.h"
#include "widgets/scene.h"

namespace rig::composition {

/// The factory floor for the window, in the theme's colours.
widgets::Scene floorScene(const presentation::Theme &theme, const FloorOptions &options = {});

} // namespace rig::composition
