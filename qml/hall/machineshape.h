#pragma once

#include "qml/hall/hallpaint.h"
#include "qml/hall/meshdraft.h"

namespace rig::qml {

/// A machine about its own place: metres, y up, its turbine looks along +z.
struct MachineShape
{
    MeshDraft body;   ///< base, housing, heat core, stack, console, beacon
    MeshDraft lite;   ///< the same from afar, and in the floor's mirror
    MeshDraft rotor;  ///< about z around `rotorAt`
    MeshDraft bar;    ///< swung across the turbine while the machine is known to stand
    MeshDraft needle; ///< about z around `gaugeAt`, pointing along +y
    MeshDraft ghost;  ///< likewise as the rotor: how it is expected to turn and to glow
};

inline constexpr float machineWidth = 4.4F; ///< metres, along x
inline constexpr float machineDepth = 3.6F; ///< metres, along z
inline constexpr QVector3D coreAt{-.25F, 1.72F, .3F};
inline constexpr QVector3D rotorAt{-.25F, 1.72F, .72F};
inline constexpr QVector3D gaugeAt{1.62F, 2.02F, .93F};
inline constexpr QVector3D beaconAt{1.62F, 2.78F, .75F};
inline constexpr float barFront = 1.0F; ///< where the bar begins, along z

/// What stands beside a machine that has a model of its own: console, gauge, beacon, and a foot for them. The
/// needle is as of the usual machine.
MachineShape standShapeOf(const HallPaint &paint);

/// `height` is the hall's: the stack goes through its ceiling. The accent is linear.
MachineShape machineShapeOf(const HallPaint &paint, const QVector3D &accent, float height);

} // namespace rig::qml
