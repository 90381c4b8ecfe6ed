#pragma once

#include "qml/hall/bakedhall.h"

#include <QtQuick3D/QQuick3DGeometry>
#include <qqmlregistration.h>

namespace rig::qml {

/// Gives a geometry the mesh.
void describe(QQuick3DGeometry &geometry, const BakedMesh &mesh);

/// A baked mesh for the renderer. GUI thread.
class BakedGeometry : public QQuick3DGeometry
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made of a baked mesh")

public:
    explicit BakedGeometry(const BakedMesh &mesh, QQuick3DObject *parent = nullptr);
};

} // namespace rig::qml
