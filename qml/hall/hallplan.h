#pragma once

#include "domain/plant.h"
#include "qml/hall/mounts.h"

#include <QColor>
#include <QRectF>
#include <QString>
#include <QVector3D>

#include <vector>

namespace rig::qml {

/// Where a machine stands in the scene: metres, x to the right of whoever comes in, y up, z towards the
/// entrance. The middle of the entrance is the origin, so the hall lies at negative z.
struct Placement
{
    std::int32_t machine = 0; ///< its number in the plant
    QString id;
    QString title;
    QString area;                ///< the area's title, empty where the plant has none
    QVector3D at;                ///< on the floor
    float turn = 0;              ///< degrees about y, counterclockwise seen from above, as the scene turns
    QColor accent;               ///< invalid: the theme's own
    QString shape{};             ///< the file of its own model; empty: the usual one
    std::vector<Mount> mounts{}; ///< of its sensors

    bool operator==(const Placement &) const = default;
};

/// A part of the floor that belongs to an area, seen from above: x and z as in the scene.
struct Zone
{
    QString title;
    QRectF ground;

    bool operator==(const Zone &) const = default;
};

/// What the hall is built from: its size follows from where the plant's machines stand.
struct HallPlan
{
    float width = 0;                 ///< metres, along x
    float depth = 0;                 ///< metres, along z
    float height = 0;                ///< metres
    QVector3D corner;                ///< what of the plant lies at the middle of the entrance: x, and z
    std::vector<Placement> machines; ///< those not retired, in the plant's order
    std::vector<Zone> zones;         ///< of areas that have machines

    /// How far what stays where it is in the plant has moved in another hall of it.
    QVector3D movedIn(const HallPlan &other) const
    {
        return {corner.x() - other.corner.x(), 0, other.corner.z() - corner.z()};
    }

    bool operator==(const HallPlan &) const = default;
};

/// The hall of a plant; one bay without machines where it has none. Machines that nobody has given a place
/// stand in rows of their own behind the others.
HallPlan hallPlanOf(const Plant &plant);

} // namespace rig::qml
