import QtQuick
import QtQuick3D
import RigAlpha

/// A box that shines by itself, size in metres.
Model {
    id: lamp

    property color colour: "white"
    property real strength: 1
    property vector3d size: Qt.vector3d(1, 1, 1)
    property real grey: 0

    source: "#Cube"
    scale: Qt.vector3d(size.x / 100, size.y / 100, size.z / 100)
    materials: CustomMaterial {
        property color shine: lamp.colour
        property real strength: lamp.strength
        property real grey: lamp.grey

        shadingMode: CustomMaterial.Unshaded
        fragmentShader: "shine.frag"
    }
}
