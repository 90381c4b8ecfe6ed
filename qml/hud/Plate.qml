import QtQuick
import RigAlpha

/// What the rig's colours and movements say, in words.
Rectangle {
    id: root

    required property sceneStyle style
    required property PlateModel plate
    property real most: 400 // px that it may be wide

    implicitWidth: Math.max(head.implicitWidth, figures.implicitWidth) + 20
    /// A machine that nothing is known of has no figures, and no empty line for them.
    implicitHeight: plate.numbers.length > 0 ? 45 : 29
    color: style.plate
    clip: true
    radius: 3
    border { color: root.plate.edge; width: 2 }

    Accessible.role: Accessible.StaticText
    Accessible.name: plate.name + " " + plate.word + " " + plate.cause

    Row {
        id: head
        x: 10
        y: 7
        spacing: 7
        ImageItem {
            image: root.plate.sign
            anchors.verticalCenter: parent.verticalCenter
        }
        Words {
            id: name
            text: root.plate.name
            width: Math.min(implicitWidth, 120)
            elide: Text.ElideRight
            style: root.style
            size: 12
            strong: true
        }
        Words {
            id: word
            text: root.plate.word
            style: root.style
            size: 12
            strong: root.plate.cause.length > 0
            second: !strong
        }
        Words {
            text: root.plate.cause
            width: Math.min(implicitWidth, Math.max(0, root.most - head.x * 2 - 22 - name.width - word.width - 14))
            elide: Text.ElideRight
            style: root.style
            size: 12
            second: true
        }
    }
    Row {
        id: figures
        x: 10
        y: 24
        spacing: 3
        Repeater {
            model: root.plate.numbers 
            Row {
                id: figure
                required property int index
                required property string modelData
                spacing: 3
                Words {
                    text: figure.modelData
                    style: root.style
                    size: 11
                    strong: true
                    figures: true
                    second: !(root.plate.fresh[figure.index] ?? true)
                }
                Words {
                    text: root.plate.units[figure.index] ?? ""
                    width: Math.min(implicitWidth, 60)
                    elide: Text.ElideRight
                    style: root.style
                    size: 11
                    second: true
                }
                Words {
                    text: figure.index + 1 < root.plate.numbers.length ? "·" : ""
                    style: root.style
                    size: 11
                    second: true
                }
            }
        }
    }
}
