#pragma once

#include <QColor>
#include <QObject>
#include <QVector3D>
#include <qqmlregistration.h>

namespace rig::qml {

/// What the hall is painted with and lit by: linear colours, lamps as what they radiate.
struct HallPaint
{
    Q_GADGET
    QML_VALUE_TYPE(hallPaint)
    Q_PROPERTY(QVector3D strip MEMBER strip CONSTANT)
    Q_PROPERTY(QVector3D side MEMBER side CONSTANT)
    Q_PROPERTY(QVector3D ambient MEMBER ambient CONSTANT)
    Q_PROPERTY(QVector3D nearFog MEMBER nearFog CONSTANT)
    Q_PROPERTY(QVector3D farFog MEMBER farFog CONSTANT)
    Q_PROPERTY(QColor clear READ seenClear CONSTANT)
    Q_PROPERTY(float fogginess MEMBER fogginess CONSTANT)
    Q_PROPERTY(float exposure MEMBER exposure CONSTANT)
    Q_PROPERTY(float bloom MEMBER bloom CONSTANT)

public:
    QVector3D wall, wallFoot, ceiling, steel, pillar, pipe, darkPipe, tray, rail, dark, metal;
    QVector3D hazardLight, hazardDark, floor, marking;
    QVector3D strip;     ///< the ceiling's long lamps
    QVector3D side;      ///< lamps at the walls
    QVector3D farLight;  ///< behind the fan
    QVector3D accent;    ///< of machines that have none of their own
    QVector3D ambient;   ///< light without direction
    QVector3D nearFog;   ///< the air at the entrance
    QVector3D farFog;    ///< the air before the far light
    QVector3D clear;     ///< behind everything
    float fogginess = 0; ///< a metre
    float exposure = 1;
    float bloom = 1;   ///< how much of what is brighter than white spreads around it
    float glowing = 1; ///< how much of a machine's glow is seen on what is around it

    QColor seenClear() const;
    bool operator==(const HallPaint &) const = default;
};

/// Linear light of a colour as it is seen.
QVector3D linear(const QColor &seen);
/// And the other way; what is brighter than white becomes white.
QColor seen(const QVector3D &linear);

HallPaint neonPaint();
/// The same hall by daylight, in greys.
HallPaint calmPaint();

} // namespace rig::qml
