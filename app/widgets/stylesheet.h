#pragma once

#include "presentation/theme.h"

#include <QString>

namespace rig::widgets {

/// The look of what Qt paints for us: tool tips, scroll bars, the popup of a combo box.
QString styleSheet(const presentation::Theme &theme);

} // namespace rig::widgets
