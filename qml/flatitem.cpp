#include "qml/flatitem.h"

#include <QSGRenderNode>

namespace rig::qml {

namespace {

/// The scene graph tests no depths where a node draws that knows nothing of its depths.
class Nothing : public QSGRenderNode
{
public:
    RenderingFlags flags() const override { return BoundedRectRendering; }
    QRectF rect() const override { return {}; }
    void render(const RenderState *) override {}
};

} // namespace

FlatItem::FlatItem(QQuickItem *parent) : QQuickItem(parent)
{
    setFlag(ItemHasContents);
}

QSGNode *FlatItem::updatePaintNode(QSGNode *old, UpdatePaintNodeData *)
{
    return old ? old : new Nothing;
}

} // namespace rig::qml
