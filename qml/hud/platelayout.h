#pragma once

#include <QPointF>
#include <QRectF>

#include <span>
#include <vector>

namespace rig::qml {

/// How much of a machine's plate is shown.
enum class PlateForm : std::uint8_t
{
    hidden,
    folded, ///< sign and name
    full
};

/// Where a plate is and what it wants, pixels.
struct PlateWish
{
    QPointF anchor;        ///< the part of the machine that it belongs to
    bool seen = false;     ///< whether that is in front of whoever looks
    float away = 0;        ///< metres
    bool small = false;    ///< never shown whole
    bool central = false;  ///< what all this is about: whole wherever there is room for that
    bool pressing = false; ///< of a machine that asks for attention: rather somewhere near than nowhere
    QSizeF full;
    QSizeF folded;
    QRectF body{}; ///< of what is central: rather not covered
};

struct PlatePlace
{
    PlateForm form = PlateForm::hidden;
    QRectF box;
    int spot = 0; ///< which of the places about the anchor it has; to be handed back the next time

    bool operator==(const PlatePlace &) const = default;
};

/// Gives each plate a place in `room` in which none covers another or anything of `taken`. The nearer machine
/// comes first, those behind fold to sign and name or give way. A plate stays where it was the last time as
/// long as that place is free, so that nothing jumps to and fro; `before` is that time's answer or empty.
std::vector<PlatePlace> layOutPlates(std::span<const PlateWish> wishes, std::span<const PlatePlace> before,
                                     const QRectF &room, std::span<const QRectF> taken);

} // namespace rig::qml
