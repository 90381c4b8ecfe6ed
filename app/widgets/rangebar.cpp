#include "widgets/rangebar.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace rig::widgets {

using presentation::Glyph;
using presentation::Role;
using presentation::SensorCard;
using presentation::Status;
using presentation::Theme;

namespace {

class Axis
{
public:
    Axis(const QRectF &area, const Range &range) : m_area(area), m_range(range) {}

    double x(double value) const
    {
        const double share = std::clamp((value - m_range.low) / m_range.span(), 0.0, 1.0);
        return m_area.left() + share * m_area.width();
    }
    bool inside(double value) const { return value > m_range.low && value < m_range.high; }

private:
    QRectF m_area;
    Range m_range;
};

void paintTick(QPainter &painter, const Axis &axis, std::optional<double> limit, double width, double middle,
               const QColor &colour)
{
    if (limit && axis.inside(*limit))
        painter.fillRect(QRectF(std::round(axis.x(*limit) - width / 2), middle - 4, width, 8), colour);
}

void paintTriangle(QPainter &painter, const QPointF &at, bool up, const QColor &fill, const QColor &edge)
{
    const double tip = up ? -5 : 5;
    painter.setPen(QPen(edge, 1, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(fill);
    painter.drawPolygon(QPolygonF{at + QPointF(0, tip), at + QPointF(5.2, -tip), at + QPointF(-5.2, -tip)});
}

void paintMark(QPainter &painter, const QPointF &at, Glyph glyph, const Theme &theme)
{
    const Status status = presentation::statusOf(glyph);
    const auto colours = theme.status(status);
    painter.setRenderHint(QPainter::Antialiasing, status != Status::normal);
    switch (status) {
    case Status::warning:
        paintTriangle(painter, at, glyph == Glyph::warningHigh, colours.fill, theme.edge(status));
        break;
    case Status::alarm:
        painter.setPen(QPen(theme.edge(status), 1));
        painter.setBrush(colours.fill);
        painter.drawPolygon(
            QPolygonF{at + QPointF(0, -5), at + QPointF(5, 0), at + QPointF(0, 5), at - QPointF(5, 0)});
        break;
    case Status::stale:
    case Status::bad:
    case Status::unknown: {
        QPen pen(colours.ink, 1.5, Qt::SolidLine, Qt::FlatCap);
        pen.setDashPattern({1.5, 1});
        painter.setPen(pen);
        painter.setBrush(colours.wash);
        painter.drawEllipse(at, 3.7, 3.7);
        break;
    }
    default:
        painter.fillRect(QRectF(std::round(at.x() - 1.5), at.y() - 5, 3, 10),
                         glyph == Glyph::normal ? colours.ink : theme.colour(Role::text2));
    }
}

} // namespace

void paintRangeBar(QPainter &painter, const QRectF &area, const SensorCard &card, const Theme &theme)
{
    if (!card.range)
        return;
    const Axis axis(area, *card.range);
    const double middle = std::round(area.center().y());
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(QRectF(area.left(), middle - 1, area.width(), 2),
                     theme.colour(theme.neon() ? Role::line : Role::rangeBand));
    if (card.mark) {
        const double low = std::round(axis.x(card.limits.lo.value_or(card.range->low)));
        const double high = std::round(axis.x(card.limits.hi.value_or(card.range->high)));
        painter.fillRect(QRectF(low, middle - 2, high - low, 4), theme.colour(Role::rangeBand));
        const QColor tick = theme.colour(Role::lineStrong);
        paintTick(painter, axis, card.limits.lo, 1, middle, tick);
        paintTick(painter, axis, card.limits.hi, 1, middle, tick);
        paintTick(painter, axis, card.limits.loLo, 2, middle, tick);
        paintTick(painter, axis, card.limits.hiHi, 2, middle, tick);
        paintMark(painter, {axis.x(*card.mark), middle}, card.glyph, theme);
    }
}

} // namespace rig::widgets
