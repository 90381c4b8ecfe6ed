#pragma once

#include "presentation/sensorcard.h"

class QPainter;
class QRectF;

namespace rig::widgets {

/// Where a value stands in its sensor's range and among its limits. `area` is 10 px high; nothing is drawn
/// for a sensor without a range, and no mark without a value.
void paintRangeBar(QPainter &painter, const QRectF &area, const presentation::SensorCard &card,
                   const presentation::Theme &theme);

} // namespace rig::widgets
