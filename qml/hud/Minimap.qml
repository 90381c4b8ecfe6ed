import QtQuick
import RigAlpha

/// The hall from above: areas, machines with their signs, and where one is and looks.
Rectangle {
    id: map

    required property sceneStyle style
    required property HudController hud
    required property FloorController floor
    readonly property real most: 168 // px
    readonly property bool crowded: hud.plates.length > 40 // signs would cover one another
    readonly property real scaling: most / Math.max(hud.ground.width, hud.ground.height, 1)

    implicitWidth: plan.width + 20
    implicitHeight: plan.height + 20
    radius: 3
    color: style.plate
    opacity: .92
    border { color: style.line; width: 1 }

    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("The hall from above")

    Rectangle {
        id: plan
        anchors.centerIn: parent
        width: Math.round(map.hud.ground.width * map.scaling)
        height: Math.round(map.hud.ground.height * map.scaling)
        color: "transparent"
        border { color: map.style.lineStrong; width: 1 }
        clip: true

        Repeater {
            model: map.hud.zones
            Rectangle {
                required property rect modelData
                x: modelData.x * plan.width
                y: modelData.y * plan.height
                width: modelData.width * plan.width
                height: modelData.height * plan.height
                color: "transparent"
                border { color: map.style.line; width: 1 }
            }
        }
        Item { // whoever walks, and what they see
            x: (map.floor.eye.x / Math.max(map.hud.ground.width, 1) + .5) * plan.width
            y: (1 + map.floor.eye.z / Math.max(map.hud.ground.height, 1)) * plan.height
            rotation: -map.floor.eyeTurn.y
            ImageItem {
                image: map.hud.compass
                x: -width / 2
                y: -height / 2
            }
        }
        Repeater {
            model: map.hud.plates
            Item {
                id: machine
                required property int index
                required property PlateModel modelData
                x: (map.hud.spots[index]?.x ?? 0) * plan.width
                y: (map.hud.spots[index]?.y ?? 0) * plan.height
                z: modelData.pressing ? 1 : 0
                ImageItem {
                    x: -width / 2
                    y: -height / 2
                    visible: !map.crowded || machine.modelData.pressing
                    image: machine.modelData.sign
                }
                Rectangle {
                    x: -width / 2
                    y: -height / 2
                    visible: map.crowded && !machine.modelData.pressing
                    width: 3
                    height: 3
                    color: map.style.lineStrong
                }
                Words {
                    id: name
                    /// Whether it stands clear of the other machines' signs and of the edge there.
                    function fits(left) {
                        const from = machine.x + left, to = from + width;
                        return from >= 0 && to <= plan.width && !map.hud.spots.some((spot, i) => {
                            const off = spot.x * plan.width;
                            return i !== machine.index && Math.abs(spot.y * plan.height - machine.y) < 13 && off + 9 > from && off - 9 < to;
                        });
                    }
                    readonly property bool toRight: fits(11)
                    x: toRight ? 11 : -11 - width
                    y: -height / 2
                    visible: map.hud.plates.length <= 9 && (toRight || fits(-11 - width)) // more would cover one another
                    text: map.hud.ids[machine.index] ?? ""
                    style: map.style
                    size: 11
                    strong: true
                    color: machine.modelData === map.hud.chosen ? map.style.accent : map.style.text
                }
            }
        }
    }
}
