import QtQuick
import QtQuick3D
import RigAlpha

/// Baked light, the live light of up to four machines over it, fog, and a film's curve.
CustomMaterial {
    required property FloorLook look
    property matrix4x4 glows // a column for each machine: its light, as the weights want it
    property vector3d hallSize: look.hallSize
    property vector4d naves: look.naves
    property vector3d nearFog: look.nearFog
    property vector3d farFog: look.farFog
    property vector3d stripColour: look.stripColour
    property real fogginess: look.fogginess
    property real exposure: look.exposure
    property vector2d viewSize: look.viewSize
    property vector3d ember // the colour of the machine's own heat, linear
    property real beacon: 0
    property real grey: 0
    property real crossed: 0 // 1: hatched both ways
    property real alive: 1
    property real plain: 0 // 1: its own colour, without light, air and film

    shadingMode: CustomMaterial.Unshaded
    readonly property bool fine: look.fine && !plain
    vertexShader: fine ? Qt.resolvedUrl("shaders/hall_fine.vert") : Qt.resolvedUrl("shaders/hall.vert")
    fragmentShader: plain ? Qt.resolvedUrl("shaders/hall_plain.frag")
                          : fine ? Qt.resolvedUrl("shaders/hall_fine.frag")
                          : look.graded ? Qt.resolvedUrl("shaders/hall_light.frag")
                                        : Qt.resolvedUrl("shaders/hall.frag")
}
