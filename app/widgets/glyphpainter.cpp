#include "widgets/glyphpainter.h"

#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

#include <cmath>
#include <numbers>

namespace rig::widgets {

using presentation::Glyph;
using presentation::Role;
using presentation::Status;
using presentation::StatusColours;
using presentation::Theme;

namespace {

/// All forms are drawn in a box of 16 × 16.
constexpr double unit = 16;
constexpr QPointF middle(8, 8);

QPen stroke(const QColor &colour, double width, Qt::PenCapStyle cap = Qt::RoundCap)
{
    return {colour, width, Qt::SolidLine, cap, Qt::RoundJoin};
}

/// A ring of `count` dashes that cover `share` of it.
void dashedRing(QPainter &painter, const QColor &colour, double radius, double width, int count, double share)
{
    const double dash = 2 * std::numbers::pi * radius / count / width;
    QPen pen = stroke(colour, width, Qt::FlatCap);
    pen.setDashPattern({dash * share, dash * (1 - share)});
    painter.setPen(pen);
    painter.drawEllipse(middle, radius, radius);
}

void ring(QPainter &painter, const QColor &colour, double radius, double width)
{
    painter.setPen(stroke(colour, width));
    painter.drawEllipse(middle, radius, radius);
}

void warning(QPainter &painter, const StatusColours &colours, const QColor &edge, bool up)
{
    const double shift = up ? 0 : -2.6;
    const auto y = [up](double value) { return up ? value : unit - value; };
    painter.setPen(stroke(edge, 1));
    painter.setBrush(colours.fill);
    painter.drawPolygon(QPolygonF{{8, y(1.7)}, {14.8, y(14.3)}, {1.2, y(14.3)}});
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.on);
    painter.drawRect(QRectF(7.1, 5.9 + shift, 1.8, 3.7));
    painter.drawRect(QRectF(7.1, 11.1 + shift, 1.8, 1.8));
}

void alarm(QPainter &painter, const StatusColours &colours, const QColor &edge, bool up)
{
    painter.setPen(stroke(edge, 1));
    painter.setBrush(colours.fill);
    painter.drawPolygon(QPolygonF{{8, .7}, {15.3, 8}, {8, 15.3}, {.7, 8}});
    painter.setBrush(Qt::NoBrush);
    painter.setPen(stroke(colours.on, 1.6, Qt::FlatCap));
    for (const double top : {4.3, 7.8}) {
        const double tip = up ? top : unit - top;
        const double foot = up ? tip + 3.1 : tip - 3.1;
        painter.drawPolyline(QPolygonF{{4.7, foot}, {8, tip}, {11.3, foot}});
    }
}

void question(QPainter &painter, const QColor &colour)
{
    QPainterPath hook(QPointF(6, 6.3));
    hook.cubicTo({6, 4}, {10.1, 4}, {10.1, 6.3});
    hook.cubicTo({10.1, 7.9}, {8, 7.8}, {8, 9.5});
    painter.setPen(stroke(colour, 1.4, Qt::FlatCap));
    painter.drawPath(hook);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRect(QRectF(7.25, 10.6, 1.5, 1.5));
}

void badMark(QPainter &painter, const StatusColours &colours)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.fill);
    painter.drawRoundedRect(QRectF(1, 1, 14, 14), 1.8, 1.8);
    painter.setPen(stroke(colours.on, 2.1, Qt::FlatCap));
    painter.drawLine(QPointF(4.7, 4.7), QPointF(11.3, 11.3));
    painter.drawLine(QPointF(11.3, 4.7), QPointF(4.7, 11.3));
}

void wave(QPainter &painter, const QColor &colour)
{
    painter.setPen(stroke(colour, 1.4));
    painter.drawRoundedRect(QRectF(1, 2.7, 14, 10.6), 2.2, 2.2);
    QPainterPath path(QPointF(3.7, 8.7));
    path.cubicTo({4.9, 4.9}, {6.6, 4.9}, {8, 8});
    path.cubicTo({9.4, 11.1}, {11.1, 11.1}, {12.3, 7.3});
    painter.drawPath(path);
}

void nut(QPainter &painter, const QColor &colour)
{
    QPolygonF hexagon;
    for (int corner = 0; corner < 6; ++corner) {
        const double angle = corner * std::numbers::pi / 3;
        hexagon << middle + QPointF(6.9 * std::cos(angle), 6.9 * std::sin(angle));
    }
    painter.setPen(stroke(colour, 1.5));
    painter.drawPolygon(hexagon);
    painter.drawEllipse(middle, 2.4, 2.4);
}

void halfDisc(QPainter &painter, const QColor &colour)
{
    ring(painter, colour, 5.8, 1.5);
    QPainterPath half(QPointF(8, 2.2));
    half.arcTo(QRectF(2.2, 2.2, 11.6, 11.6), 90, -180);
    painter.fillPath(half, colour);
}

void paintPlain(QPainter &painter, Glyph glyph, const QColor &colour)
{
    switch (glyph) {
    case Glyph::running:
        painter.setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
        painter.drawPolygon(QPolygonF{{4, 2.9}, {12.8, 8}, {4, 13.1}});
        break;
    case Glyph::starting:
        halfDisc(painter, colour);
        break;
    case Glyph::stopped:
        painter.setPen(QPen(colour, 1.6, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
        painter.drawRect(QRectF(3, 3, 10, 10));
        break;
    case Glyph::done:
        painter.setPen(QPen(colour, 1.8, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
        painter.drawPolyline(QPolygonF{{2.8, 8.3}, {6.3, 11.8}, {13.2, 4.6}});
        break;
    default:
        break;
    }
}

void paintState(QPainter &painter, Glyph glyph, const StatusColours &colours, const Theme &theme)
{
    switch (glyph) {
    case Glyph::normal:
        ring(painter, colours.ink, 4.5, 2);
        break;
    case Glyph::warningHigh:
    case Glyph::warningLow:
        warning(painter, colours, theme.edge(Status::warning), glyph == Glyph::warningHigh);
        break;
    case Glyph::alarmHigh:
    case Glyph::alarmLow:
        alarm(painter, colours, theme.edge(Status::alarm), glyph == Glyph::alarmHigh);
        break;
    case Glyph::stale:
        dashedRing(painter, colours.ink, 6.4, 1.5, 12, .62);
        painter.setPen(stroke(colours.ink, 1.4, Qt::FlatCap));
        painter.drawPolyline(QPolygonF{{8, 4.2}, {8, 8.2}, {10.6, 9.8}});
        break;
    case Glyph::bad:
        badMark(painter, colours);
        break;
    case Glyph::unknown:
        dashedRing(painter, colours.ink, 6.6, 1.4, 18, .5);
        question(painter, colours.ink);
        break;
    case Glyph::simulated:
        wave(painter, colours.ink);
        break;
    case Glyph::maintenance:
        nut(painter, colours.ink);
        break;
    default:
        paintPlain(painter, glyph, theme.colour(Role::text2));
    }
}

} // namespace

namespace {

void enter(QPainter &painter, const QRectF &box)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(box.topLeft());
    painter.scale(box.width() / unit, box.height() / unit);
    painter.setBrush(Qt::NoBrush);
}

} // namespace

void paintGlyphOnFill(QPainter &painter, const QRectF &box, Glyph glyph, const Theme &theme)
{
    if (presentation::statusOf(glyph) != Status::alarm)
        return paintGlyph(painter, box, glyph, theme);
    StatusColours colours = theme.status(Status::alarm);
    std::swap(colours.fill, colours.on);
    painter.save();
    enter(painter, box);
    alarm(painter, colours, colours.fill, glyph == Glyph::alarmHigh);
    painter.restore();
}

void paintGlyph(QPainter &painter, const QRectF &box, Glyph glyph, const Theme &theme)
{
    painter.save();
    enter(painter, box);
    paintState(painter, glyph, theme.status(presentation::statusOf(glyph)), theme);
    painter.restore();
}

void paintLogo(QPainter &painter, const QRectF &box, const Theme &theme)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(box.topLeft());
    painter.scale(box.width() / 26, box.height() / 26);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.colour(Role::accent), 2, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    painter.drawPolygon(QPolygonF{{13, 1.7}, {23.6, 7.6}, {23.6, 18.4}, {13, 24.3}, {2.4, 18.4}, {2.4, 7.6}});
    painter.setPen(QPen(theme.colour(Role::brand), 2.6, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin));
    painter.drawPolyline(QPolygonF{{8.8, 17.8}, {13, 9}, {17.2, 17.8}});
    painter.restore();
}

QPixmap glyphPixmap(Glyph glyph, int size, double scale, const Theme &theme)
{
    QPixmap pixmap(QSize(size, size) * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintGlyph(painter, QRectF(0, 0, size, size), glyph, theme);
    return pixmap;
}

} // namespace rig::widgets
