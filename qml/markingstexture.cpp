#include "qml/markingstexture.h"

namespace rig::qml {

MarkingsTexture::MarkingsTexture(const QImage &image, QQuick3DObject *parent) : QQuick3DTextureData(parent)
{
    show(image);
}

void MarkingsTexture::show(const QImage &image)
{
    const QImage pixels = image.convertToFormat(QImage::Format_RGBA8888);
    setFormat(RGBA8);
    setSize(pixels.size());
    setHasTransparency(true);
    setTextureData(QByteArray(reinterpret_cast<const char *>(pixels.constBits()), pixels.sizeInBytes()));
}

} // namespace rig::qml
