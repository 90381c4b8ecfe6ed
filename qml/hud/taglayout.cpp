#include "qml/hud/taglayout.h"

#include <algorithm>
#include <numeric>

namespace rig::qml {

namespace {

constexpr double gap = 10;        ///< px between boxes
constexpr double rightFrom = .66; ///< of the room: the right column does not begin before
constexpr double least = 30;      ///< px that there have to be
constexpr double aside = 110;     ///< px from the outermost anchor to its column

/// Boxes of one column from top to bottom, each as near to its anchor's height as those above allow; then up
/// again as far as the last is out of the room.
void stack(std::vector<std::size_t> &column, std::span<const QPointF> anchors, double x, const QSizeF &size,
           const QRectF &room, std::vector<QRectF> &boxes)
{
    std::ranges::stable_sort(column, {}, [&](std::size_t i) { return anchors[i].y(); });
    double top = room.top();
    for (const std::size_t i : column) {
        top = std::max(top, anchors[i].y() - size.height() / 2);
        boxes[i] = QRectF(QPointF(x, top), size);
        top += size.height() + gap;
    }
    double bottom = room.bottom();
    for (auto i = column.rbegin(); i != column.rend() && boxes[*i].bottom() > bottom; ++i) {
        boxes[*i].moveBottom(bottom);
        bottom = boxes[*i].top() - gap;
    }
}

} // namespace

std::vector<QRectF> layOutTags(std::span<const QPointF> anchors, const QSizeF &size, const QRectF &room,
                               const QRectF &body, const QRectF &corner)
{
    std::vector<QRectF> boxes(anchors.size());
    const auto inColumn = static_cast<std::size_t>((room.height() + gap) / (size.height() + gap));
    const std::size_t count = std::min(anchors.size(), 2 * inColumn);
    if (count == 0)
        return boxes;
    std::vector<std::size_t> left(count);
    std::iota(left.begin(), left.end(), 0U);
    std::ranges::stable_sort(left, {}, [&](std::size_t i) { return anchors[i].x(); });
    const double leftMost = anchors[left.front()].x();
    const double rightMost = anchors[left.back()].x();
    // Each on its own side, as far as there is room.
    const double middle = room.center().x();
    auto split = static_cast<std::size_t>(
        std::ranges::count_if(left, [&](std::size_t i) { return anchors[i].x() <= middle; }));
    if (leftMost - least - size.width() < room.left()) // there is none on the left
        split = 0;
    split = std::clamp(split, count - std::min(count, inColumn), std::min(count, inColumn));
    std::vector<std::size_t> right(left.begin() + static_cast<std::ptrdiff_t>(split), left.end());
    left.resize(split);
    const double most = std::max(room.left(), room.right() - size.width());
    double before = leftMost - aside;
    double behind = std::max(rightMost + aside, room.left() + room.width() * rightFrom);
    if (!body.isEmpty()) {
        before = std::min(before, body.left() - gap);
        behind = std::max(behind, body.right() + gap);
    }
    stack(left, anchors, std::clamp(before - size.width(), room.left(), most), size, room, boxes);
    QRectF beside = room;
    const double at = std::clamp(behind, room.left(), most);
    if (!corner.isEmpty() && at + size.width() > corner.left() - gap)
        beside.setBottom(std::min(room.bottom(), corner.top() - gap));
    stack(right, anchors, at, size, beside, boxes);
    return boxes;
}

} // namespace rig::qml
