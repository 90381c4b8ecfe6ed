import QtQuick
import QtQuick3D
import RigAlpha

/// The machine: base, housing, barrel with its heat core, turbine, gauge and beacon. Axis along x, in metres.
Node {
    id: machine

    required property sceneStyle style
    required property RigController rig
    readonly property real grey: rig.trusted ? 0 : 1

    eulerRotation.y: -27
    position: machine.rig.shake

    Solid {
        id: body
        style: machine.style
        rig: machine.rig
    }
    Solid {
        id: base
        style: machine.style
        rig: machine.rig
        lit: machine.style.body
        stripes: 2.2
    }
    Solid {
        id: metal
        style: machine.style
        rig: machine.rig
        lit: machine.style.metal
        body: Qt.darker(machine.style.metal, 1.3)
        shade: Qt.darker(machine.style.metal, 2.4)
    }
    Solid {
        id: dark
        style: machine.style
        rig: machine.rig
        lit: machine.style.bodyShade
        body: machine.style.bodyShade
        shade: Qt.darker(machine.style.bodyShade, 1.4)
    }

    Box { // platform
        size: Qt.vector3d(4.6, .28, 2.7)
        place: Qt.vector3d(.1, 0, 0)
        materials: base
    }
    Box { // plinth
        size: Qt.vector3d(2.85, .3, 1.5)
        place: Qt.vector3d(-.4, .28, 0)
        materials: body
    }
    Box { // housing
        size: Qt.vector3d(1.15, 1.55, 1.45)
        place: Qt.vector3d(-1.2, .58, 0)
        materials: body
    }
    Box { // cabinet
        size: Qt.vector3d(.5, .75, .45)
        place: Qt.vector3d(-1.75, .28, 1.05)
        materials: body
    }
    Box { // feet under the barrel
        size: Qt.vector3d(.3, .4, 1.2)
        place: Qt.vector3d(-.3, .58, 0)
        materials: dark
    }
    Box {
        size: Qt.vector3d(.3, .4, 1.2)
        place: Qt.vector3d(.75, .58, 0)
        materials: dark
    }

    Node { // everything that is round about the axis
        position: Qt.vector3d(0, 1.45, 0)
        eulerRotation.z: -90

        Model { // barrel
            geometry: LatheGeometry { outline: [Qt.point(0, -.65), Qt.point(.78, -.65), Qt.point(.78, 1.05), Qt.point(0, 1.05)]; segments: 28 }
            materials: body
        }
        Repeater3D { // heat core: glowing bands between ribs
            model: [[-.12, .3], [.24, .1], [.4, .1], [.56, .1]]
            Model {
                id: band
                required property var modelData
                geometry: LatheGeometry {
                    outline: [Qt.point(.7, band.modelData[0]), Qt.point(.8, band.modelData[0]),
                              Qt.point(.8, band.modelData[0] + band.modelData[1]), Qt.point(.7, band.modelData[0] + band.modelData[1])]
                    segments: 28
                }
                materials: CustomMaterial {
                    property color shine: machine.rig.trusted && machine.rig.heatKnown ? machine.rig.glow : machine.style.metal
                    property real strength: 1
                    property real grey: machine.grey
                    shadingMode: CustomMaterial.Unshaded
                    fragmentShader: "shine.frag"
                }
            }
        }
        Model { // collar before the turbine
            geometry: LatheGeometry { outline: [Qt.point(.5, .95), Qt.point(.88, .95), Qt.point(.98, 1.2), Qt.point(.5, 1.2)]; segments: 28 }
            materials: body
        }

        Node { // turbine
            position.y: 1.32
            eulerRotation.y: machine.rig.angle

            Model { // what is seen between the blades
                geometry: LatheGeometry { outline: [Qt.point(0, -.1), Qt.point(1, -.1), Qt.point(1, -.06), Qt.point(0, -.06)]; segments: 32 }
                materials: dark
            }
            Model { // rim
                geometry: LatheGeometry { outline: [Qt.point(.99, -.1), Qt.point(1.12, -.1), Qt.point(1.12, .1), Qt.point(.99, .1)]; segments: 36 }
                materials: metal
            }
            Model { // hub
                geometry: LatheGeometry { outline: [Qt.point(0, -.1), Qt.point(.22, -.1), Qt.point(.16, .2), Qt.point(0, .2)]; segments: 20 }
                materials: metal
            }
            Repeater3D {
                model: 11
                Node {
                    id: spoke
                    required property int index
                    eulerRotation.y: index * 360 / 11
                    Model {
                        eulerRotation.x: 14
                        geometry: LatheGeometry { outline: [Qt.point(.2, -.02), Qt.point(1.01, -.02), Qt.point(1.01, .03), Qt.point(.2, .03)]; segments: 2; sweep: 17 }
                        materials: metal
                    }
                }
            }
        }
    }

    Halo {
        position: Qt.vector3d(.25, 1.4, .8)
        visible: machine.style.glows && machine.rig.trusted
        colour: machine.rig.glow
        strength: .55 * machine.rig.heat
        size: 3
    }

    Box { // a bar is swung across the turbine while it is known to stand
        visible: machine.rig.stopped
        size: Qt.vector3d(.12, .16, 2.5)
        place: Qt.vector3d(1.58, 1.37, 0)
        materials: Solid {
            style: machine.style
            rig: machine.rig
            stripes: 3
        }
    }

    Node { // gauge, turned to whoever looks
        position: Qt.vector3d(.1, 2.18, 0)

        Model {
            geometry: LatheGeometry { outline: [Qt.point(0, 0), Qt.point(.07, 0), Qt.point(.07, .36), Qt.point(0, .36)]; segments: 10 }
            materials: metal
        }
        Node {
            y: .64
            eulerRotation: Qt.vector3d(90, 31, 0)
            scale: Qt.vector3d(.75, .75, .75)

            Model {
                geometry: LatheGeometry { outline: [Qt.point(.34, -.08), Qt.point(.42, -.08), Qt.point(.42, .05), Qt.point(.34, .05)]; segments: 28 }
                materials: metal
            }
            Model {
                geometry: LatheGeometry { outline: [Qt.point(0, -.06), Qt.point(.35, -.06), Qt.point(.35, -.04), Qt.point(0, -.04)]; segments: 28 }
                // Out of the beacon's light: what it says must stay readable in an alarm.
                materials: CustomMaterial {
                    property color shine: machine.style.plate
                    property real strength: 1
                    property real grey: machine.grey
                    shadingMode: CustomMaterial.Unshaded
                    fragmentShader: "shine.frag"
                }
            }
            Model { // scale
                eulerRotation.y: -30
                y: -.03
                geometry: LatheGeometry { outline: [Qt.point(.25, 0), Qt.point(.28, 0), Qt.point(.28, .01), Qt.point(.25, .01)]; segments: 24; sweep: 240 }
                materials: metal
            }
            Node { // from lower left over the top to lower right
                eulerRotation.y: 210 - 240 * machine.rig.needle
                visible: machine.rig.trusted
                Box {
                    size: Qt.vector3d(.27, .02, .035)
                    place: Qt.vector3d(.11, -.01, 0)
                    materials: CustomMaterial {
                        property color shine: machine.style.text
                        property real strength: 1
                        property real grey: 0
                        shadingMode: CustomMaterial.Unshaded
                        fragmentShader: "shine.frag"
                    }
                }
            }
        }
    }

    Node { // beacon
        position: Qt.vector3d(-1.35, 2.13, -.2)

        Model {
            geometry: LatheGeometry { outline: [Qt.point(0, 0), Qt.point(.06, 0), Qt.point(.06, .62), Qt.point(0, .62)]; segments: 10 }
            materials: metal
        }
        Lamp {
            y: .76
            size: Qt.vector3d(.28, .28, .28)
            colour: machine.rig.beacon > 0 ? "#ff2438" : machine.style.bodyShade
            strength: machine.rig.beacon > 0 ? .45 + .55 * machine.rig.beacon : 1
            grey: machine.grey
        }
        Halo {
            y: .76
            colour: "#ff1830"
            strength: machine.rig.beacon * (machine.style.glows ? .75 : .55)
            size: 3.2
            cover: machine.style.glows ? 0 : 1
        }
    }
}
