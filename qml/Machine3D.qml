import QtQuick
import QtQuick3D
import RigAlpha

/// A machine where it stands: what is baked of it, and what moves.
Node {
    id: machine

    required property FloorLook look
    required property FloorController floor
    required property FloorMachine modelData
    required property color expected // in which what models expect is shown
    readonly property RigController rig: modelData.rig
    readonly property RigController ghost: modelData.ghost
    readonly property bool expecting: !mirrored && !modelData.far && floor.expecting && ghost.trusted
    readonly property vector3d apart: ghost.shake.minus(rig.shake)
    readonly property real grey: rig.trusted ? 0 : 1
    readonly property real crossed: rig.bad ? 1 : 0
    property bool mirrored: false

    position: modelData.at.plus(rig.shake)
    eulerRotation.y: modelData.turn

    // Two models, because a geometry that no model has any more comes back empty (6.4.2).
    Model {
        visible: !machine.mirrored && machine.modelData.near
        geometry: machine.modelData.body.geometry
        materials: HallMaterial {
            look: machine.look
            glows: machine.modelData.body.glows
            ember: machine.modelData.ember
            beacon: machine.rig.beacon
            grey: machine.grey
            crossed: machine.crossed
            alive: machine.rig.stopped ? .25 : 1
        }
    }
    Model {
        visible: machine.mirrored ? !machine.modelData.far : !machine.modelData.near
        geometry: machine.modelData.lite
        materials: HallMaterial {
            look: machine.look
            glows: machine.modelData.body.glows
            ember: machine.modelData.ember
            beacon: machine.rig.beacon
            grey: machine.grey
            crossed: machine.crossed
            alive: machine.rig.stopped ? .25 : 1
            cullMode: machine.mirrored ? Material.FrontFaceCulling : Material.BackFaceCulling
        }
    }
    Model {
        visible: machine.modelData.rotor !== null && (!machine.mirrored || !machine.modelData.far)
        position: machine.modelData.rotorAt
        eulerRotation.z: -machine.rig.angle
        geometry: machine.modelData.rotor
        materials: MovingMaterial {
            look: machine.look
            core: machine.modelData.core
            grey: machine.grey
            crossed: machine.crossed
            cullMode: machine.mirrored ? Material.FrontFaceCulling : Material.BackFaceCulling
        }
    }
    Model {
        visible: !machine.mirrored && machine.rig.gauged && !machine.modelData.far
        position: machine.modelData.gaugeAt
        eulerRotation.z: 120 - 240 * machine.rig.needle
        geometry: machine.floor.needle
        materials: MovingMaterial {
            look: machine.look
        }
    }
    Model {
        visible: !machine.mirrored && machine.modelData.near && machine.modelData.mounts !== null
        geometry: machine.modelData.mounts
        materials: MovingMaterial {
            look: machine.look
            grey: machine.grey
            crossed: machine.crossed
            brightness: .5
        }
    }
    Model {
        visible: !machine.mirrored && machine.rig.stopped
        position: machine.modelData.barAt
        geometry: machine.floor.bar
        materials: MovingMaterial {
            look: machine.look
            grey: machine.grey
            crossed: machine.crossed
            brightness: .7
        }
    }
    Model {
        visible: !machine.mirrored && machine.rig.sparking
        position: machine.modelData.sparksAt
        geometry: machine.floor.sparks
        materials: SparkMaterial {
            look: machine.look
            seconds: machine.floor.seconds
        }
    }
    Glow {
        visible: !machine.mirrored && machine.rig.trusted && machine.rig.heat > .05
        look: machine.look
        position: machine.modelData.coreAt.plus(Qt.vector3d(0, 0, .9))
        size: 4.2
        tint: machine.modelData.core.times(.17)
    }
    Glow {
        visible: !machine.mirrored && machine.rig.beacon > 0
        look: machine.look
        position: machine.modelData.beaconAt
        size: 3.4
        tint: Qt.vector3d(.9, .02, .03).times(machine.rig.beacon)
    }
    Model {
        visible: machine.expecting && machine.modelData.usual
        position: machine.modelData.rotorAt.plus(Qt.vector3d(0, 0, .2)).plus(machine.apart)
        eulerRotation.z: -machine.ghost.angle
        geometry: machine.floor.ghost
        materials: GhostMaterial {
            look: machine.look
            tint: machine.expected
            core: machine.ghost.glow
            glowing: machine.ghost.heatKnown ? 1 : 0
        }
    }
    Model {
        visible: machine.expecting && machine.ghost.gauged
        position: machine.modelData.gaugeAt.plus(Qt.vector3d(0, 0, .03))
        eulerRotation.z: 120 - 240 * machine.ghost.needle
        geometry: machine.floor.needle
        materials: GhostMaterial {
            look: machine.look
            tint: Qt.lighter(machine.expected, 1.5) // on a face that is black in all themes
        }
    }
}
