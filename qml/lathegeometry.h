#pragma once

#include <QList>
#include <QPointF>
#include <QQuick3DGeometry>
#include <qqmlregistration.h>

namespace rig::qml {

/// A body that a lathe makes: a closed outline of (radius, height) turned about the y axis, in the scene's
/// own unit, with flat faces. Less than a whole turn gives a wedge with closed ends. Convex outlines only.
class LatheGeometry : public QQuick3DGeometry
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QList<QPointF> outline READ outline WRITE setOutline NOTIFY changed)
    Q_PROPERTY(int segments READ segments WRITE setSegments NOTIFY changed)
    Q_PROPERTY(double sweep READ sweep WRITE setSweep NOTIFY changed)

public:
    explicit LatheGeometry(QQuick3DObject *parent = nullptr);

    QList<QPointF> outline() const { return m_outline; }
    int segments() const { return m_segments; } ///< faces round the axis, 1 to 256
    double sweep() const { return m_sweep; }    ///< degrees, above 0 to 360

    void setOutline(const QList<QPointF> &outline);
    void setSegments(int segments);
    void setSweep(double sweep);

Q_SIGNALS:
    void changed();

private:
    void rebuild();

    QList<QPointF> m_outline{{0, -.5}, {.5, -.5}, {.5, .5}, {0, .5}};
    int m_segments = 24;
    double m_sweep = 360;
};

} // namespace rig::qml
