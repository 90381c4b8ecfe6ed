import QtQuick
import QtQuick3D
import RigAlpha

/// The hall with its machines, as it is seen from where one stands.
Item {
    id: scene

    required property FloorController floor
    required property sceneStyle style
    required property HudController hud
    /// Whether there is room for more than the plate of the machine that was chosen.
    readonly property bool roomy: width >= 860 && height >= 480

    FloorLook {
        id: hallLook
        floor: scene.floor
        viewSize: Qt.vector2d(scene.width * Screen.devicePixelRatio, scene.height * Screen.devicePixelRatio)
    }

    Texture { id: closeTexture }
    Texture { id: wideTexture }
    FilmEffect {
        id: film
        closeLight: closeTexture
        wideLight: wideTexture
        bloom: scene.floor.paint.bloom
        contrast: scene.floor.paint.bloom
    }

    View3D {
        id: view
        objectName: "view"
        anchors.fill: parent
        renderMode: View3D.Underlay
        camera: eye
        environment: SceneEnvironment {
            backgroundMode: SceneEnvironment.Color
            clearColor: scene.floor.paint.clear
            antialiasingMode: scene.floor.fine ? SceneEnvironment.MSAA : SceneEnvironment.NoAA
            antialiasingQuality: SceneEnvironment.High
            tonemapMode: SceneEnvironment.TonemapModeNone
            effects: scene.floor.graded ? [film] : []
        }

        PerspectiveCamera {
            id: eye
            position: scene.floor.eye
            eulerRotation: scene.floor.eyeTurn
            fieldOfView: scene.floor.fieldOfView
            frustumCullingEnabled: true
            clipNear: .08
            clipFar: Math.max(140, Math.hypot(scene.floor.size.x, scene.floor.size.z) + 10)
        }

        Repeater3D {
            model: scene.floor.solid
            Model {
                required property FloorPiece modelData
                geometry: modelData.geometry
                materials: HallMaterial {
                    look: hallLook
                    glows: modelData.glows
                }
            }
        }
        Node { // what the floor mirrors
            scale: Qt.vector3d(1, -1, 1)
            Repeater3D {
                model: scene.floor.mirrored
                Model {
                    required property FloorPiece modelData
                    visible: !scene.floor.fine && (scene.floor.graded || scene.floor.fewMachines)
                    geometry: modelData.geometry
                    materials: HallMaterial {
                        look: hallLook
                        glows: modelData.glows
                        cullMode: Material.FrontFaceCulling
                    }
                }
            }
            Repeater3D { // the same geometries as above the floor, so that none of them ever is without a model
                model: scene.floor.fine ? scene.floor.solid : []
                Model {
                    required property FloorPiece modelData
                    geometry: modelData.geometry
                    materials: HallMaterial {
                        look: hallLook
                        glows: modelData.glows
                        cullMode: Material.FrontFaceCulling
                    }
                }
            }
            Repeater3D {
                model: scene.floor.machines
                Machine3D {
                    look: hallLook
                    expected: scene.style.expected
                    floor: scene.floor
                    mirrored: true
                }
            }
        }
        Repeater3D {
            model: scene.floor.ground
            Model {
                required property FloorPiece modelData
                geometry: modelData.geometry
                materials: GroundMaterial {
                    look: hallLook
                    glows: modelData.glows
                    paint: Texture {
                        textureData: scene.floor.markings
                        generateMipmaps: true
                        mipFilter: Texture.Linear
                    }
                }
            }
        }
        Repeater3D {
            model: scene.floor.machines
            Machine3D {
                look: hallLook
                expected: scene.style.expected
                floor: scene.floor
            }
        }
        Repeater3D {
            model: scene.floor.fans
            Model {
                required property vector3d modelData
                position: modelData
                eulerRotation.z: scene.floor.fanAngle
                geometry: scene.floor.fan
                materials: MovingMaterial {
                    look: hallLook
                    shine: 0
                }
            }
        }
        Model {
            geometry: scene.floor.cards
            materials: CardMaterial { look: hallLook }
        }
    }
    FlatItem {}
    MouseArea { // below what lies over the scene, which takes its own clicks
        property point last // where the finger was
        property real way: 0 // that it has come, px
        function byFinger(mouse) {
            return mouse.source !== Qt.MouseEventNotSynthesized;
        }
        anchors.fill: parent
        onPressed: mouse => {
            last = Qt.point(mouse.x, mouse.y);
            way = 0;
            if (!byFinger(mouse))
                scene.hud.clicked();
        }
        onPositionChanged: mouse => {
            if (!byFinger(mouse))
                return;
            const moved = Qt.point(mouse.x - last.x, mouse.y - last.y);
            last = Qt.point(mouse.x, mouse.y);
            way += Math.hypot(moved.x, moved.y);
            scene.hud.dragged(moved);
        }
        onReleased: mouse => {
            if (byFinger(mouse) && way < 12)
                scene.hud.tapped(last);
        }
    }
    Loader {
        anchors.fill: parent
        sourceComponent: scene.roomy ? whole : brief
    }
    Component {
        id: whole
        Hud {
            style: scene.style
            hud: scene.hud
            floor: scene.floor
        }
    }
    Component {
        id: brief
        Item {
            Repeater {
                model: scene.hud.notes
                NoteFlag {
                    required property NoteModel modelData
                    style: scene.style
                    note: modelData
                }
            }
            CauseOverlay {
                anchors.fill: parent
                style: scene.style
                hud: scene.hud
            }
            Plate {
                anchors { left: parent.left; bottom: parent.bottom; margins: 8 }
                width: Math.min(implicitWidth, parent.width - 16)
                visible: plate.word.length > 0
                style: scene.style
                plate: scene.floor.entered && scene.hud.target.word.length > 0 ? scene.hud.target : scene.hud.chosen
            }
            Hint {
                anchors { right: parent.right; top: parent.top; margins: 8 }
                visible: scene.width > 2 * implicitWidth && scene.hud.causeTitle.length === 0
                style: scene.style
                text: !scene.floor.built ? qsTr("The hall is being built") : scene.floor.entered ? qsTr("Esc leaves") : qsTr("Click to walk")
            }
            TargetName {
                x: Math.round(parent.width / 2) + 22
                y: Math.round(parent.height / 2) - height / 2
                visible: scene.width > 480 && scene.floor.entered && scene.hud.sensor !== null
                style: scene.style
                plate: scene.hud.target
                sensor: scene.hud.sensor
                noteText: scene.hud.noteText
                noteFrom: scene.hud.noteFrom
            }
            Hint {
                anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom; bottomMargin: 60 }
                visible: scene.hud.said.length > 0
                most: parent.width - 16
                style: scene.style
                text: scene.hud.said
            }
            Crosshair {
                anchors.centerIn: parent
                visible: scene.floor.entered
                style: scene.style
            }
        }
    }
}
