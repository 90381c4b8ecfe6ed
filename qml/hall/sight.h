#pragma once

#include "qml/hall/hallplan.h"
#include "qml/hall/meshdraft.h"

#include <optional>

namespace rig::qml {

/// How far along the ray from `from` the box is entered, in lengths of `way`; 0 inside it, none where it is
/// missed or lies behind.
std::optional<float> entryInto(const Box &box, const QVector3D &from, const QVector3D &way);

/// How far along the ray a machine is met, as `entryInto` says; its flue above the drum does not count.
std::optional<float> entryInto(const Placement &machine, const QVector3D &from, const QVector3D &way);

/// Whether another machine stands where `eye` is, or between it and a place of the machine.
bool isBlocked(const HallPlan &plan, const Placement &machine, const QVector3D &place, const QVector3D &eye);

} // namespace rig::qml
