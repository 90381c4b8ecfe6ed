#pragma once

#include <QImage>
#include <QtQuick3D/QQuick3DTextureData>
#include <qqmlregistration.h>

namespace rig::qml {

/// An image as the renderer reads it. GUI thread.
class MarkingsTexture : public QQuick3DTextureData
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made of an image")

public:
    explicit MarkingsTexture(const QImage &image, QQuick3DObject *parent = nullptr);

    void show(const QImage &image);
};

} // namespace rig::qml
