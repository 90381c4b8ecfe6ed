import QtQuick
import QtQuick3D
import RigAlpha

/// What models expect of a machine: seen through, in one colour, and hot as they expect it.
CustomMaterial {
    required property FloorLook look
    property color tint
    property color core
    property real glowing: 1 // 0: how hot is not known
    property real lit: look.graded ? 1 : 0

    shadingMode: CustomMaterial.Unshaded
    sourceBlend: CustomMaterial.SrcAlpha
    destinationBlend: CustomMaterial.OneMinusSrcAlpha
    depthDrawMode: Material.NeverDepthDraw
    cullMode: Material.NoCulling
    vertexShader: Qt.resolvedUrl("shaders/ghost.vert")
    fragmentShader: Qt.resolvedUrl("shaders/ghost.frag")
}
