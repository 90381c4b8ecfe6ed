#include "qml/hud/imageitem.h"

#include <QPainter>

namespace rig::qml {

ImageItem::ImageItem(QQuickItem *parent) : QQuickPaintedItem(parent) {}

void ImageItem::setImage(const QImage &image)
{
    if (image.cacheKey() == m_image.cacheKey())
        return;
    m_image = image;
    setImplicitSize(image.deviceIndependentSize().width(), image.deviceIndependentSize().height());
    update();
    Q_EMIT imageChanged();
}

void ImageItem::paint(QPainter *painter)
{
    painter->drawImage(QPointF(), m_image);
}

} // namespace rig::qml
