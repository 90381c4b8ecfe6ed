#include "qml/hud/platelayout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>

namespace rig::qml {

namespace {

constexpr double farther = 24;   ///< px, of a place that a plate goes back to
constexpr double gap = 6;        ///< px between plates
constexpr double lift = 26;      ///< px from the anchor to its plate: the leader is seen
constexpr double outside = 60;   ///< px that an anchor may lie out of the picture with its plate still in it
constexpr float fullWithin = 15; ///< metres; farther machines have sign and name alone
constexpr float fullUntil = 17;  ///< metres; those that have more keep it until here

// Places that a plate may have where all the usual ones are taken: a square lattice about the anchor.
constexpr int latticeSide = 37;
constexpr double latticeStep = 28; ///< px
constexpr double coverCost = 1500; ///< px of way that one goes so as not to lie whole on the machine's body

/// Where a plate's middle lies about the anchor, in half its sizes and lifts.
struct Spot
{
    double aside;
    double up;
};

constexpr std::array<Spot, 8> spots{
    {{0, 1}, {1, 1}, {-1, 1}, {1, 0}, {-1, 0}, {0, 2.4}, {1, 2.4}, {-1, 2.4}}};

QPointF latticePoint(int place)
{
    return QPointF(place % latticeSide - latticeSide / 2, place / latticeSide - latticeSide / 2) *
           latticeStep;
}

QRectF boxAt(int spot, const QPointF &anchor, const QSizeF &size)
{
    if (spot >= static_cast<int>(spots.size())) {
        QRectF box({}, size);
        box.moveCenter(anchor + latticePoint(spot - static_cast<int>(spots.size())));
        return box;
    }
    const Spot &at = spots[static_cast<std::size_t>(spot)];
    const QPointF middle(anchor.x() + at.aside * (size.width() / 2 + lift),
                         anchor.y() - at.up * (size.height() / 2 + lift));
    return {middle.x() - size.width() / 2, middle.y() - size.height() / 2, size.width(), size.height()};
}

QRectF keptIn(const QRectF &room, QRectF box)
{
    box.moveLeft(std::clamp(box.left(), room.left(), std::max(room.left(), room.right() - box.width())));
    box.moveTop(std::clamp(box.top(), room.top(), std::max(room.top(), room.bottom() - box.height())));
    return box;
}

class Table
{
public:
    Table(const QRectF &room, std::span<const QRectF> taken)
        : m_room(room), m_taken(taken.begin(), taken.end())
    {
    }

    std::optional<PlatePlace> place(const PlateWish &wish, PlateForm form, int first)
    {
        const QSizeF &size = form == PlateForm::full ? wish.full : wish.folded;
        if (size.width() > m_room.width() || size.height() > m_room.height())
            return {};
        const auto boxOf = [&](int spot) { return keptIn(m_room, boxAt(spot, wish.anchor, size)); };
        // Back to the best place only when it is clearly free.
        if (isFree(boxOf(0), first == 0 ? gap : farther))
            return take({form, boxOf(0), 0});
        if (isFree(boxOf(first)))
            return take({form, boxOf(first), first});
        for (int spot = 0; spot < static_cast<int>(spots.size()); ++spot)
            if (isFree(boxOf(spot)))
                return take({form, boxOf(spot), spot});
        return {};
    }

    /// Whole, at the nearest place about the anchor, but rather beside the machine than before it.
    std::optional<PlatePlace> placeNear(const PlateWish &wish)
    {
        std::optional<PlatePlace> nearest;
        double least = 0;
        for (int place = 0; place < latticeSide * latticeSide; ++place) {
            const QPointF off = latticePoint(place);
            const int spot = static_cast<int>(spots.size()) + place;
            const QRectF box = boxAt(spot, wish.anchor, wish.full);
            const QRectF over = box & wish.body;
            const double cost = std::hypot(off.x(), off.y()) +
                                coverCost * over.width() * over.height() / (box.width() * box.height());
            if ((nearest && cost >= least) || !m_room.contains(box) || !isFree(box))
                continue;
            nearest = PlatePlace{PlateForm::full, box, spot};
            least = cost;
        }
        return nearest ? take(*nearest) : nearest;
    }

    /// Anywhere above or below one another at the side where the machine is.
    std::optional<PlatePlace> placeAnywhere(const PlateWish &wish)
    {
        const QRectF start = keptIn(m_room, boxAt(0, wish.anchor, wish.folded));
        for (double off = 0; off < m_room.height(); off += wish.folded.height() + gap)
            for (const double way : {-off, off}) {
                const QRectF box = start.translated(0, way);
                if (m_room.contains(box) && isFree(box))
                    return take({PlateForm::folded, box, 0});
            }
        return {};
    }

private:
    bool isFree(const QRectF &box, double margin = gap) const
    {
        const QRectF wider = box.adjusted(-margin, -margin, margin, margin);
        return std::ranges::none_of(m_taken, [&](const QRectF &other) { return other.intersects(wider); });
    }

    PlatePlace take(const PlatePlace &place)
    {
        m_taken.push_back(place.box);
        return place;
    }

    QRectF m_room;
    std::vector<QRectF> m_taken;
};

} // namespace

std::vector<PlatePlace> layOutPlates(std::span<const PlateWish> wishes, std::span<const PlatePlace> before,
                                     const QRectF &room, std::span<const QRectF> taken)
{
    std::vector<std::size_t> order(wishes.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return wishes[i].away; });
    const QRectF reach = room.adjusted(-outside, -outside, outside, outside);
    std::vector<PlatePlace> places(wishes.size());
    Table table(room, taken);
    for (const std::size_t i : order) {
        const PlateWish &wish = wishes[i];
        if (!wish.seen || !reach.contains(wish.anchor))
            continue;
        const PlatePlace was = i < before.size() ? before[i] : PlatePlace{};
        std::optional<PlatePlace> place;
        if (!wish.small && wish.away < (was.form == PlateForm::full ? fullUntil : fullWithin))
            place = table.place(wish, PlateForm::full, was.spot);
        if (!place && wish.central)
            place = table.placeNear(wish);
        if (!place)
            place = table.place(wish, PlateForm::folded, was.spot);
        if (!place && wish.pressing)
            place = table.placeAnywhere(wish);
        if (place)
            places[i] = *place;
    }
    return places;
}

} // namespace rig::qml
