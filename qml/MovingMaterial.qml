import QtQuick
import QtQuick3D
import RigAlpha

/// What turns, lit where it is now.
CustomMaterial {
    required property FloorLook look
    property vector3d core
    property vector3d facing: Qt.vector3d(0, 0, 1)
    property vector3d hallSize: look.hallSize
    property vector3d nearFog: look.nearFog
    property vector3d farFog: look.farFog
    property vector3d stripColour: look.stripColour
    property vector3d sideColour: look.sideColour
    property vector3d ambient: look.ambient
    property real fogginess: look.fogginess
    property real exposure: look.exposure
    property vector2d viewSize: look.viewSize
    property real grey: 0
    property real crossed: 0 // 1: hatched both ways
    property real shine: 1
    property real brightness: 0 // its own, whatever the hall's light; 0: it is lit by that

    shadingMode: CustomMaterial.Unshaded
    vertexShader: Qt.resolvedUrl("shaders/moving.vert")
    fragmentShader: look.graded ? Qt.resolvedUrl("shaders/hall_light.frag") : Qt.resolvedUrl("shaders/hall.frag")
}
