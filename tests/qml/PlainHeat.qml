import QtQuick
import QtQuick3D
import RigAlpha

/// A surface of a heat core that fills the picture: no lights, no effects, no tone mapping.
Item {
    id: test

    required property FloorController floor
    required property BakedGeometry surface
    property vector3d core

    FloorLook {
        id: testLook
        floor: test.floor
        viewSize: Qt.vector2d(test.width, test.height)
    }
    View3D {
        anchors.fill: parent
        environment: SceneEnvironment {
            backgroundMode: SceneEnvironment.Color
            clearColor: "blue"
            tonemapMode: SceneEnvironment.TonemapModeNone
        }
        PerspectiveCamera {
            z: 1
            clipNear: .1
        }
        Model {
            geometry: test.surface
            materials: HallMaterial {
                look: testLook
                ember: test.core
                plain: 1
            }
        }
    }
}
