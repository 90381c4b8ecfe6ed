#pragma once

#include <QPointF>
#include <QRectF>

#include <span>
#include <vector>

namespace rig::qml {

/// A box of `size` for each anchor, left and right of all of them in two columns in which none covers
/// another, each about as high as its anchor, and no line from a box to its anchor crosses another's of the
/// same column where there is room enough. As many as there is no room for get an empty one, the last first.
/// The columns leave `body` free as far as there is room beside it, and the right one ends above `corner`.
std::vector<QRectF> layOutTags(std::span<const QPointF> anchors, const QSizeF &size, const QRectF &room,
                               const QRectF &body = {}, const QRectF &corner = {});

} // namespace rig::qml
