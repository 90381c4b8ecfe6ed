#pragma once

#include "presentation/glyph.h"

#include <QString>

class QPainter;
class QRectF;

namespace rig::widgets {

/// What stands in the middle of an area that has nothing to show: a sign, what it is, and why.
struct EmptyNote
{
    QString headline;
    QString detail;
    presentation::Glyph glyph = presentation::Glyph::unknown;

    bool operator==(const EmptyNote &) const = default;
};

/// `scale` times as large as at 100 %; wrapped to the area.
void paintEmptyNote(QPainter &painter, const QRectF &area, const EmptyNote &note,
                    const presentation::Theme &theme, double scale = 1);

} // namespace rig::widgets
