#pragma once

#include "widgets/paint.h"

namespace rig::widgets {

/// The ground and border of a card: washed and edged where it is abnormal, hatched where it is stale or bad,
/// dashed where nothing is known.
void paintCardFrame(QPainter &painter, const QRectF &box, presentation::Status status,
                    const presentation::Theme &theme);

} // namespace rig::widgets
