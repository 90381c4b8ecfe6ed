#pragma once

#include "presentation/theme.h"
#include "widgets/scene.h"

namespace rig::madeup {

/// The real scene, joined to the window as composition does it.
widgets::Scene rigScene(const presentation::Theme &theme);

} // namespace rig::madeup
