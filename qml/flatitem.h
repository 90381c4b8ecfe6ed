#pragma once

#include <QQuickItem>
#include <qqmlregistration.h>

namespace rig::qml {

/// Draws nothing; while one is in a window, two-dimensional items are drawn in their order alone. Without it
/// those behind which an underlaid scene has left something nearer in the depth buffer vanish.
class FlatItem : public QQuickItem
{
    Q_OBJECT
    QML_ELEMENT

public:
    explicit FlatItem(QQuickItem *parent = nullptr);

protected:
    QSGNode *updatePaintNode(QSGNode *old, UpdatePaintNodeData *data) override;
};

} // namespace rig::qml
