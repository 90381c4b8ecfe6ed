import QtQuick
import QtQuick3D
import RigAlpha

/// One rig in its hall, and the plate that says in words what it shows.
Item {
    id: scene

    required property sceneStyle style
    required property RigController rig
    required property PlateModel plate

    View3D {
        anchors.fill: parent
        environment: SceneEnvironment {
            backgroundMode: SceneEnvironment.Color
            clearColor: scene.style.fog
            antialiasingMode: SceneEnvironment.MSAA
            antialiasingQuality: SceneEnvironment.High
            tonemapMode: SceneEnvironment.TonemapModeNone
        }

        PerspectiveCamera {
            position: Qt.vector3d(1.1, 2.55, 6.7)
            eulerRotation: Qt.vector3d(-9, 8.5, 0)
            fieldOfView: 38
            frustumCullingEnabled: true
            clipNear: .1
            clipFar: 60
        }

        Hall {
            style: scene.style
            rig: scene.rig
        }
        Rig {
            style: scene.style
            rig: scene.rig
        }
    }

    Hatch {
        anchors.fill: parent
        visible: !scene.rig.trusted
        ink: scene.style.hatch
    }

    Plate {
        anchors { left: parent.left; bottom: parent.bottom; margins: 8 }
        width: Math.min(implicitWidth, parent.width - 16)
        style: scene.style
        plate: scene.plate
    }
}
