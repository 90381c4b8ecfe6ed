#pragma once

#include <QList>
#include <QRectF>
#include <QString>

class QWidget;

/// A text as a widget paints it, in the widget's coordinates, from the base line up to its capitals.
struct PaintedText
{
    QString text;
    QRectF place;
    QRectF room; ///< what is seen of the widget, and not clipped away while it paints

    /// A pixel is what rounding takes; what scrolls may end anywhere above and below.
    bool cut(bool scrolls) const
    {
        const double spare = scrolls ? 10'000 : 1;
        return !room.adjusted(-1, -spare, 1, spare).contains(place);
    }
};

/// All that a widget paints itself, without its children.
QList<PaintedText> paintedTexts(QWidget &widget);
