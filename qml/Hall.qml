import QtQuick
import QtQuick3D
import RigAlpha

/// What stands around the rig: floor, walls, pillars, lamps. It goes on only as far as it is seen.
Node {
    id: hall

    required property sceneStyle style
    required property RigController rig
    readonly property real grey: rig.trusted ? 0 : .85

    Solid {
        id: wallMaterial
        style: hall.style
        rig: hall.rig
        lit: hall.style.wall
        body: hall.style.wall
        shade: hall.style.ceiling
    }
    Solid {
        id: pillarMaterial
        style: hall.style
        rig: hall.rig
        lit: Qt.lighter(hall.style.pillar, 1.25)
        body: hall.style.pillar
        shade: Qt.darker(hall.style.pillar, 1.5)
    }
    Solid {
        id: pipeMaterial
        style: hall.style
        rig: hall.rig
        lit: Qt.lighter(hall.style.pipe, 1.2)
        body: hall.style.pipe
        shade: Qt.darker(hall.style.pipe, 1.7)
    }
    Solid {
        id: footMaterial
        style: hall.style
        rig: hall.rig
        lit: hall.style.pillar
        body: hall.style.pillar
        shade: hall.style.pillar
        stripes: 2.5
    }
    Floor {
        id: floorMaterial
        style: hall.style
        rig: hall.rig
    }

    Model {
        source: "#Rectangle"
        eulerRotation.x: -90
        position: Qt.vector3d(0, 0, -6)
        scale: Qt.vector3d(.4, .4, 1)
        materials: floorMaterial
    }
    Box { // far wall
        size: Qt.vector3d(30, 7, .2)
        place: Qt.vector3d(0, 0, -17)
        materials: wallMaterial
    }
    Box { // ceiling
        size: Qt.vector3d(30, .2, 30)
        place: Qt.vector3d(0, 5.2, -6)
        materials: wallMaterial
    }
    Repeater3D {
        model: 8
        Node {
            id: bay
            required property int index
            readonly property bool left: index % 2 === 0
            readonly property real side: left ? -4.3 : 4.6
            readonly property real depth: -1.2 - Math.floor(index / 2) * 3
            readonly property color lamp: left ? hall.style.lampLeft : hall.style.lampRight

            Box {
                size: Qt.vector3d(.55, 5.2, .55)
                place: Qt.vector3d(bay.side, 0, bay.depth)
                materials: pillarMaterial
            }
            Box {
                size: Qt.vector3d(.6, .5, .6)
                place: Qt.vector3d(bay.side, 0, bay.depth)
                materials: footMaterial
            }
            Box { // cable tray
                size: Qt.vector3d(.16, .1, 3)
                place: Qt.vector3d(bay.side * .93, 3.7, bay.depth)
                materials: pipeMaterial
            }
            Box {
                size: Qt.vector3d(.16, .1, 3)
                place: Qt.vector3d(bay.side * .93, 3.35, bay.depth)
                materials: pipeMaterial
            }
            Lamp { // strip on the pillar
                visible: hall.style.glows
                size: Qt.vector3d(.05, 2.2, .05)
                position: Qt.vector3d(bay.side * .93, 1.9, bay.depth + .3)
                colour: bay.lamp
                strength: .75
                grey: hall.grey
            }
            Lamp { // lamp under the ceiling
                size: Qt.vector3d(.16, .05, 1.1)
                position: Qt.vector3d(bay.left ? -1.5 : 1.8, 5.05, bay.depth)
                colour: bay.lamp
                strength: 1
                grey: hall.grey
            }
            Halo {
                visible: hall.style.glows && hall.rig.trusted && bay.index < 6
                position: Qt.vector3d(bay.left ? -1.5 : 1.8, 4.95, bay.depth)
                colour: bay.lamp
                strength: .5
                size: 2.6
            }
        }
    }
}
