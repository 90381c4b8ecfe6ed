#pragma once

#include "qml/hall/sight.h"
#include "qml/walker.h"

#include <QPointF>
#include <QSizeF>

#include <optional>

namespace rig::qml {

/// How much of the hall is seen from top to bottom, degrees.
constexpr float fieldOfView = 50;

/// Where a place of the scene is seen in a picture of this size; none where it is behind whoever looks.
std::optional<QPointF> seenAt(const QVector3D &place, const Stance &stance, const QSizeF &picture);

/// Likewise, but looking straight at what is seen at this place of the picture.
Stance towards(const QPointF &seen, const Stance &stance, const QSizeF &picture);

/// Where one looks to, a unit vector.
QVector3D lookOf(const Stance &stance);

/// The machine whose box one looks at, by its place in the plan; the nearest of them within `pointingReach`.
std::optional<std::size_t> pointedAt(const HallPlan &plan, const Stance &stance);
constexpr float pointingReach = 30; ///< metres

/// Where a part of the machine that lies at `part` about its own place is in the scene.
QVector3D placeOn(const Placement &machine, const QVector3D &part);
/// The slot of the sensor whose mount one looks at, from near enough to tell it from its neighbours.
std::optional<int> mountPointedAt(const Placement &machine, const Stance &stance);

} // namespace rig::qml
