import QtQuick
import QtQuick3D
import RigAlpha

/// Sparks: they move by themselves as time goes on.
CustomMaterial {
    required property FloorLook look
    property real seconds
    property real fogginess: look.fogginess
    property real strength: look.graded ? .4 : 1 // light that blooms by itself needs less of it

    shadingMode: CustomMaterial.Unshaded
    sourceBlend: CustomMaterial.One
    destinationBlend: CustomMaterial.One
    depthDrawMode: Material.NeverDepthDraw
    cullMode: Material.NoCulling
    vertexShader: Qt.resolvedUrl("shaders/spark.vert")
    fragmentShader: Qt.resolvedUrl("shaders/card.frag")
}
