#include "widgets/paint.h"

#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace rig::widgets {

double Ink::width(const QString &text) const
{
    // Laying a text out costs more than painting it, and most are asked for again with each new reading.
    constexpr qsizetype most = 256;
    const auto known = m_widths.constFind(text);
    if (known != m_widths.constEnd())
        return *known;
    if (m_widths.size() >= most)
        m_widths.clear();
    const double width = metrics.horizontalAdvance(text);
    m_widths.insert(text, width);
    return width;
}

double Ink::middle(double y, double height) const
{
    return std::round(y + (height + metrics.capHeight()) / 2);
}

double paintText(QPainter &painter, const QPointF &base, const QString &text, const Ink &ink,
                 const QColor &colour)
{
    painter.setFont(ink.font);
    painter.setPen(colour);
    painter.drawText(base, text);
    return base.x() + ink.width(text);
}

void paintTextRight(QPainter &painter, const QPointF &base, const QString &text, const Ink &ink,
                    const QColor &colour)
{
    paintText(painter, base - QPointF(ink.width(text), 0), text, ink, colour);
}

namespace {

/// Scaled by what is missing in width and at most by `least`, its height too or not.
void paintScaled(QPainter &painter, const QPointF &base, double room, const QString &text, const Ink &ink,
                 const QColor &colour, double least, bool lower)
{
    const double width = ink.width(text);
    const double fit = width > room ? std::max(least, room / width) : 1;
    painter.save();
    painter.translate(base);
    painter.scale(fit, lower ? fit : 1);
    const QString shown =
        width * fit > room + .5 ? ink.metrics.elidedText(text, Qt::ElideRight, room / fit) : text;
    paintText(painter, {}, shown, ink, colour);
    painter.restore();
}

} // namespace

void paintFitted(QPainter &painter, const QPointF &base, double room, const QString &text, const Ink &ink,
                 const QColor &colour)
{
    paintScaled(painter, base, room, text, ink, colour, leastFit, true);
}

void paintNarrowed(QPainter &painter, const QPointF &base, double room, const QString &text, const Ink &ink,
                   const QColor &colour)
{
    paintScaled(painter, base, room, text, ink, colour, leastStretch, false);
}

void paintBox(QPainter &painter, const QRectF &box, const QColor &fill, const QColor &border, double width,
              double radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double inset = width / 2;
    painter.setPen(border.alpha() ? QPen(border, width) : QPen(Qt::NoPen));
    painter.setBrush(fill);
    painter.drawRoundedRect(border.alpha() ? box.adjusted(inset, inset, -inset, -inset) : box, radius - inset,
                            radius - inset);
    painter.restore();
}

double paintOutlineChip(QPainter &painter, const QPointF &right, double height, const QString &text,
                        const Ink &ink, const QColor &colour)
{
    const double width = std::round(ink.width(text)) + 9;
    const QRectF box(right.x() - width, right.y(), width, height);
    paintBox(painter, box, Qt::transparent, colour, 1, 2);
    paintText(painter, {box.x() + 4.5, ink.middle(box.y(), height)}, text, ink, colour);
    return box.x();
}

double paintFilledChip(QPainter &painter, const QPointF &right, const QString &text, const Ink &ink,
                       const presentation::StatusColours &colours, const QColor &edge)
{
    const double width = std::round(ink.width(text)) + 12;
    const QRectF box(right.x() - width, right.y(), width, 16);
    paintBox(painter, box, colours.fill, edge, 1, 2);
    paintText(painter, {box.x() + 6, ink.middle(box.y(), 16)}, text, ink, colours.on);
    return box.x();
}

void paintHatch(QPainter &painter, const QRectF &area, const QColor &colour, double spacing, double width)
{
    painter.save();
    painter.setClipRect(area, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, width));
    for (double x = area.left() - area.height(); x < area.right(); x += spacing)
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x + area.height(), area.top()));
    painter.restore();
}

} // namespace rig::widgets
