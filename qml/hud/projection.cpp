#include "qml/hud/projection.h"

#include "qml/hall/machineshape.h"
#include "qml/hall/turning.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace rig::qml {

namespace {

/// Pixels for the tangent of an angle from the middle.
double scaleOf(const QSizeF &picture)
{
    return picture.height() / 2 / std::tan(radians(fieldOfView) / 2);
}

} // namespace

std::optional<QPointF> seenAt(const QVector3D &place, const Stance &stance, const QSizeF &picture)
{
    const QVector3D from = turned(place - stance.eye, -stance.yaw);
    const float c = std::cos(radians(stance.pitch));
    const float s = std::sin(radians(stance.pitch));
    const float up = c * from.y() + s * from.z();
    const float ahead = s * from.y() - c * from.z();
    constexpr float nearest = .08F; // metres, as the scene's camera cuts
    if (ahead < nearest)
        return {};
    const double scale = scaleOf(picture);
    return QPointF(picture.width() / 2 + scale * from.x() / ahead, picture.height() / 2 - scale * up / ahead);
}

Stance towards(const QPointF &seen, const Stance &stance, const QSizeF &picture)
{
    const double scale = scaleOf(picture);
    const auto right = static_cast<float>((seen.x() - picture.width() / 2) / scale);
    const auto up = static_cast<float>((picture.height() / 2 - seen.y()) / scale);
    const float c = std::cos(radians(stance.pitch));
    const float s = std::sin(radians(stance.pitch));
    const QVector3D way(right, up * c + s, up * s - c);
    const float degrees = 180 / std::numbers::pi_v<float>;
    return {stance.eye, std::remainder(stance.yaw - std::atan2(way.x(), -way.z()) * degrees, 360.F),
            std::atan2(way.y(), std::hypot(way.x(), way.z())) * degrees};
}

QVector3D lookOf(const Stance &stance)
{
    const float c = std::cos(radians(stance.pitch));
    return {-std::sin(radians(stance.yaw)) * c, std::sin(radians(stance.pitch)),
            -std::cos(radians(stance.yaw)) * c};
}

QVector3D placeOn(const Placement &machine, const QVector3D &part)
{
    return machine.at + turned(part, machine.turn);
}

std::optional<int> mountPointedAt(const Placement &machine, const Stance &stance)
{
    constexpr float reach = 9;   // metres
    constexpr float aside = .1F; // metres from the middle of a mount
    const QVector3D way = lookOf(stance);
    std::optional<int> found;
    float nearest = aside;
    for (const Mount &mount : machine.mounts) {
        const QVector3D to = placeOn(machine, mount.at) - stance.eye;
        const float along = QVector3D::dotProduct(to, way);
        const float off = (to - way * along).length();
        if (along > 0 && along < reach && off < nearest) {
            nearest = off;
            found = mount.slot;
        }
    }
    return found;
}

std::optional<std::size_t> pointedAt(const HallPlan &plan, const Stance &stance)
{
    const QVector3D way = lookOf(stance);
    std::optional<std::size_t> found;
    float nearest = pointingReach;
    for (std::size_t i = 0; i < plan.machines.size(); ++i) {
        const auto entry = entryInto(plan.machines[i], stance.eye, way);
        if (entry && *entry < nearest) {
            nearest = *entry;
            found = i;
        }
    }
    return found;
}

} // namespace rig::qml
