import QtQuick
import QtQuick3D
import RigAlpha

/// The glow around one small thing that shines.
Model {
    id: glow

    required property FloorLook look
    property real size: 1
    property vector3d tint

    geometry: CardGeometry { size: glow.size }
    materials: CardMaterial {
        look: glow.look
        tint: glow.tint
    }
}
