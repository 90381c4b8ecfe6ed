#pragma once

#include <QtQuick3D/QQuick3DGeometry>
#include <qqmlregistration.h>

namespace rig::qml {

/// One card of light around the model's place, `size` metres wide and high.
class CardGeometry : public QQuick3DGeometry
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(float size READ size WRITE setSize NOTIFY sizeChanged)

public:
    explicit CardGeometry(QQuick3DObject *parent = nullptr);

    float size() const { return m_size; }
    void setSize(float size);

Q_SIGNALS:
    void sizeChanged();

private:
    void rebuild();

    float m_size = 1;
};

} // namespace rig::qml
