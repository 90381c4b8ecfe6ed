#pragma once

#include "qml/hall/hallpaint.h"
#include "qml/hall/hallplan.h"

#include <QImage>

namespace rig::qml {

/// The floor seen from above, near end at the bottom: colour as it is seen, and in alpha how wet it is.
QImage floorMarkings(const HallPlan &plan, const HallPaint &paint);

} // namespace rig::qml
