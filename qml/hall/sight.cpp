#include "qml/hall/sight.h"

#include "qml/hall/machineshape.h"
#include "qml/hall/turning.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rig::qml {

namespace {

constexpr float machineTop = 3.2F; ///< metres; above it there is only its flue
constexpr float sameSpot = 1;      ///< metres: neither of two machines there hides the other

} // namespace

std::optional<float> entryInto(const Box &box, const QVector3D &from, const QVector3D &way)
{
    float enter = 0;
    float leave = std::numeric_limits<float>::max();
    for (int axis = 0; axis < 3; ++axis) {
        if (std::abs(way[axis]) < 1e-6F) {
            if (from[axis] < box.low[axis] || from[axis] > box.high[axis])
                return {};
            continue;
        }
        const float a = (box.low[axis] - from[axis]) / way[axis];
        const float b = (box.high[axis] - from[axis]) / way[axis];
        enter = std::max(enter, std::min(a, b));
        leave = std::min(leave, std::max(a, b));
    }
    return enter <= leave ? std::optional(enter) : std::nullopt;
}

std::optional<float> entryInto(const Placement &machine, const QVector3D &from, const QVector3D &way)
{
    const Box box{{-machineWidth / 2, 0, -.1F - machineDepth / 2},
                  {machineWidth / 2, machineTop, -.1F + machineDepth / 2}};
    return entryInto(box, turned(from - machine.at, -machine.turn), turned(way, -machine.turn));
}

bool isBlocked(const HallPlan &plan, const Placement &machine, const QVector3D &place, const QVector3D &eye)
{
    const QVector3D way = place - eye;
    return std::ranges::any_of(plan.machines, [&](const Placement &other) {
        return other.machine != machine.machine && (other.at - machine.at).length() > sameSpot &&
               entryInto(other, eye, way).value_or(1) < 1;
    });
}

} // namespace rig::qml
