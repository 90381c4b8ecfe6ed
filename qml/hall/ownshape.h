#pragma once

#include "domain/result.h"
#include "qml/hall/meshdraft.h"

#include <QStringList>

#include <map>

namespace rig::qml {

struct HallPlan;

/// A machine's model that somebody has drawn: metres about the machine's own place, y up, it looks along +z.
/// Colours are linear.
struct OwnShape
{
    MeshDraft body;
    MeshDraft rotor; ///< about z around `rotorAt`; empty where nothing of it turns
    QVector3D rotorAt;
    QVector3D low; ///< the box around all of it
    QVector3D high;
};

/// Reads glTF 2.0 in one file (.glb), whatever its bytes are, in time and memory that its size bounds. A node
/// that is named `rotor` turns, with all below it; materials that are named `heat`, `beacon` and `trim` shine
/// as those parts of the usual machine do, but for those that turn. Textures, animations and lights are left
/// out. Damaged: no such file, or it is beyond the limits that `resources/plants/README.md` names; the
/// sentence goes on after "is not shown:".
/// https://registry.khronos.org/glTF/specs/2.0/glTF-2.0.html
Result<OwnShape> readOwnShape(const QByteArray &glb);

/// The models of a plan's machines by the names of their files, and a sentence for each that is not usable.
struct OwnShapes
{
    std::map<QString, OwnShape> byName;
    QStringList problems;
};

/// The files are in this folder; none are looked for where it is empty.
OwnShapes ownShapesOf(const HallPlan &plan, const QString &folder);

} // namespace rig::qml
