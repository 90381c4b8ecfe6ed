#pragma once

#include "qml/hall/hallpaint.h"
#include "qml/hall/meshdraft.h"

#include "domain/plant.h"

#include <vector>

namespace rig::qml {

/// Where a sensor sits on its machine.
struct Mount
{
    int slot = 0; ///< of the sensor in its machine
    QVector3D at; ///< metres about the machine's own place

    bool operator==(const Mount &) const = default;
};

/// A mount for each sensor that is not retired, in the order of slots: on the part of the machine that its
/// category speaks of, one beside the other, or all of them on the console where the machine has a model of
/// its own, of which nobody knows the parts. No two lie on the same spot up to fifty of each category, or in
/// all.
std::vector<Mount> mountsOf(const MachineLayout &layout);

/// What is seen of them.
MeshDraft mountShapes(const std::vector<Mount> &mounts, const HallPaint &paint);

} // namespace rig::qml
