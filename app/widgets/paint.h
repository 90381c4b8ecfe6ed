#pragma once

#include "presentation/theme.h"
#include "presentation/typography.h"

#include <QFontMetricsF>
#include <QHash>
#include <QPointF>
#include <QRectF>
#include <QString>

class QPainter;

/// The few marks that every widget of ours paints the same way. Positions of text are base lines, because
/// what stands side by side in different sizes must share one.
namespace rig::widgets {

/// A style with its measures, made once and kept: looking a font up costs more than drawing with it.
struct Ink
{
    explicit Ink(presentation::TextStyle style) : font(presentation::font(style)), metrics(font) {}

    double width(const QString &text) const;
    /// The base line that puts capitals in the middle of `y`..`y + height`.
    double middle(double y, double height) const;

    QFont font;
    QFontMetricsF metrics;

private:
    mutable QHash<QString, double> m_widths; ///< of what was asked for lately
};

/// Returns the position behind the text.
double paintText(QPainter &painter, const QPointF &base, const QString &text, const Ink &ink,
                 const QColor &colour);
void paintTextRight(QPainter &painter, const QPointF &base, const QString &text, const Ink &ink,
                    const QColor &colour);

/// How much smaller `paintFitted` makes a text before it cuts it.
inline constexpr double leastFit = .7;
/// Smaller where it is wider than `room`, and cut at its end where that is not enough.
void paintFitted(QPainter &painter, const QPointF &base, double room, const QString &text, const Ink &ink,
                 const QColor &colour);

/// How much narrower `paintNarrowed` makes a text before it cuts it.
inline constexpr double leastStretch = .7;
/// Narrower and as high as before where it is wider than `room`, and cut at its end where that is not enough:
/// for type that must not be smaller.
void paintNarrowed(QPainter &painter, const QPointF &base, double room, const QString &text, const Ink &ink,
                   const QColor &colour);

/// A filled or outlined box with corners of 4 px (or `radius`); the border lies inside the rectangle.
void paintBox(QPainter &painter, const QRectF &box, const QColor &fill, const QColor &border,
              double width = 1, double radius = 4);

/// "SIM", "SIMULATED": an outline in the status' ink, `height` px high, its right end at `right`. Returns its
/// left end.
double paintOutlineChip(QPainter &painter, const QPointF &right, double height, const QString &text,
                        const Ink &ink, const QColor &colour);
/// "HIHI 7.25": filled, 16 px high, its right end at `right`. Returns its left end.
double paintFilledChip(QPainter &painter, const QPointF &right, const QString &text, const Ink &ink,
                       const presentation::StatusColours &colours, const QColor &edge);

/// Lines of 45°, `spacing` px apart along the x axis.
void paintHatch(QPainter &painter, const QRectF &area, const QColor &colour, double spacing, double width);

} // namespace rig::widgets
