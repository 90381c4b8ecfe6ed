#pragma once

#include <QImage>
#include <QQuickPaintedItem>
#include <qqmlregistration.h>

namespace rig::qml {

/// A picture that comes from C++ rather than from a file, drawn at its own size.
class ImageItem : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QImage image READ image WRITE setImage NOTIFY imageChanged)

public:
    explicit ImageItem(QQuickItem *parent = nullptr);

    QImage image() const { return m_image; }
    void setImage(const QImage &image);
    void paint(QPainter *painter) override;

Q_SIGNALS:
    void imageChanged();

private:
    QImage m_image;
};

} // namespace rig::qml
