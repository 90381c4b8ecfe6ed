#include "qml/hud/lifewedge.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rig::qml {

namespace {

constexpr float round = 48; ///< hours
constexpr int wholeTurn = 360 * 16;
constexpr int twelve = 90 * 16; ///< where QPainter has twelve o'clock
constexpr double light = .4;    ///< how much of its colour the uncertain part has

int angleOf(float hours)
{
    return static_cast<int>(std::lround(std::clamp(hours / round, 0.F, 1.F) * wholeTurn));
}

} // namespace

LifeWedge::LifeWedge(QQuickItem *parent) : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
}

template <typename T> void LifeWedge::set(T &member, const T &value)
{
    if (value == member)
        return;
    member = value;
    update();
    Q_EMIT changed();
}

void LifeWedge::setLife(const QVector3D &life)
{
    set(m_life, life);
}

void LifeWedge::setColour(const QColor &colour)
{
    set(m_colour, colour);
}

void LifeWedge::setLine(const QColor &line)
{
    set(m_line, line);
}

void LifeWedge::paint(QPainter *painter)
{
    const QRectF face = QRectF(0, 0, width(), height()).adjusted(1, 1, -1, -1);
    painter->setPen(Qt::NoPen);
    const auto wedge = [&](float hours, double strength) {
        QColor colour = m_colour;
        colour.setAlphaF(static_cast<float>(strength));
        painter->setBrush(colour);
        painter->drawPie(face, twelve, -angleOf(hours));
    };
    wedge(m_life.z(), light);
    wedge(m_life.x(), 1);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(m_line, 1));
    painter->drawEllipse(face);
    const double angle = 2 * std::numbers::pi * std::min(m_life.y() / round, 1.F);
    painter->setPen(QPen(m_line, 2));
    painter->drawLine(face.center(),
                      face.center() + QPointF(std::sin(angle), -std::cos(angle)) * face.width() / 2);
}

} // namespace rig::qml
