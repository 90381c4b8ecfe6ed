#include "qml/viewpoints.h"

#include "qml/hall/turning.h"

#include <cmath>

namespace rig::qml {

Stance aboutMachine(const Placement &machine, const Stance &stance)
{
    return {turned(stance.eye - machine.at, -machine.turn), stance.yaw - machine.turn, stance.pitch};
}

Stance inHall(const Placement &machine, const Stance &about)
{
    return {machine.at + turned(about.eye, machine.turn), about.yaw + machine.turn, about.pitch};
}

bool isWithin(const HallPlan &hall, const Stance &stance)
{
    const QVector3D &eye = stance.eye;
    return std::abs(eye.x()) < hall.width / 2 && eye.z() < 0 && eye.z() > -hall.depth && eye.y() > 0 &&
           eye.y() < hall.height && std::isfinite(stance.yaw) && std::abs(stance.pitch) <= 90;
}

} // namespace rig::qml
