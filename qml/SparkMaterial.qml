import QtQuick
import QtQuick3D
import RigAlpha

/// Sparks: they move by themselves as time goes on.
CustomMaterial {
    required property FloorLook look
    property real seconds
    property real fogginess: look.fogginess
    property real open: look.open

    shadingMode: CustomMaterial.Unshaded
    sourceBlend: CustomMaterial.One
    destinationBlend: CustomMaterial.One
    depthDrawMode: Material.NeverDepthDraw
    cullMode: Material.NoCulling
    vertexShader: Qt.resolvedUrl("shaders/spark.vert")
    fragmentShader: Qt.resolvedUrl("shaders/card.frag")
}
