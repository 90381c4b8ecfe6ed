#pragma once

#include "domain/instant.h"
#include "domain/plantstate.h"

#include <QColor>
#include <QRectF>

#include <optional>
#include <vector>

class QPainter;

namespace rig::widgets {

/// The last minute of one sensor: a line over equal steps of time, the newest at the right end.
struct Sparkline
{
    std::vector<TraceStep> steps;
    milliseconds interval{0};    ///< how often a value is due; only where it is overdue the line breaks
    double leastSpan = 0;        ///< in the sensor's unit: noise is not blown up to full height
    std::optional<double> limit; ///< drawn as a dashed line and always within the picture
    bool present = true;         ///< the last value is the present one and gets a dot
    QColor line;
    QColor gap;
    QColor limitLine;
};

void paintSparkline(QPainter &painter, const QRectF &area, const Sparkline &sparkline);

} // namespace rig::widgets
