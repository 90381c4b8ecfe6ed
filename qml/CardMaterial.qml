import QtQuick
import QtQuick3D
import RigAlpha

/// Light in the air, added to what is behind it.
CustomMaterial {
    required property FloorLook look
    property vector3d tint: Qt.vector3d(1, 1, 1)
    property real fogginess: look.fogginess
    property real strength: look.graded ? .4 : 1 // light that blooms by itself needs less of it

    shadingMode: CustomMaterial.Unshaded
    sourceBlend: CustomMaterial.One
    destinationBlend: CustomMaterial.One
    depthDrawMode: Material.NeverDepthDraw
    cullMode: Material.NoCulling
    vertexShader: Qt.resolvedUrl("shaders/card.vert")
    fragmentShader: Qt.resolvedUrl("shaders/card.frag")
}
