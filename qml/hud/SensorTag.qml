import QtQuick
import RigAlpha

/// A sensor's share in what was found, with a line to its mount.
Item {
    id: root

    required property sceneStyle style
    required property TagModel tag
    readonly property bool small: tag.box.height < 40 // no room for what the sensor says
    readonly property bool leftOf: tag.box.x < tag.anchor.x
    readonly property point corner: Qt.point(leftOf ? tag.box.x + tag.box.width : tag.box.x, tag.box.y + tag.box.height / 2)
    readonly property color ink: tag.dim ? style.lineStrong : tag.edge

    visible: tag.shown

    Rectangle { // with a dark or light edge, so that it is seen on whatever lies below
        x: root.corner.x
        y: root.corner.y - height / 2
        width: Math.hypot(root.tag.anchor.x - root.corner.x, root.tag.anchor.y - root.corner.y)
        height: root.tag.dim ? 3 : 4
        color: root.ink
        border { color: root.style.plate; width: 1 }
        transformOrigin: Item.Left
        rotation: Math.atan2(root.tag.anchor.y - root.corner.y, root.tag.anchor.x - root.corner.x) * 180 / Math.PI
        antialiasing: true
    }
    Rectangle {
        x: root.tag.anchor.x - width / 2
        y: root.tag.anchor.y - height / 2
        width: root.tag.dim ? 14 : 20
        height: width
        radius: width / 2
        color: "transparent"
        border { color: root.ink; width: 2 }
        Rectangle {
            anchors.centerIn: parent
            width: 8
            height: 8
            radius: 4
            color: root.ink
        }
    }
    Rectangle {
        x: root.tag.box.x
        y: root.tag.box.y
        width: root.tag.box.width
        height: root.tag.box.height
        radius: 3
        color: root.style.plate
        border { color: root.ink; width: root.tag.dim ? 1 : 2 }
        clip: true

        Accessible.role: Accessible.StaticText
        Accessible.name: root.tag.percent + " % " + root.tag.title + " " + root.tag.value

        ImageItem {
            x: 9
            anchors.verticalCenter: parent.verticalCenter
            image: root.tag.sign
        }
        Words {
            id: percent
            x: root.small ? 29 : 32
            anchors.verticalCenter: parent.verticalCenter
            text: root.tag.percent + " %"
            style: root.style
            size: root.small ? 12 : root.tag.dim ? 15 : 18
            strong: !root.tag.dim
            second: root.tag.dim
            figures: true
        }
        Column {
            x: percent.x + percent.width + (root.small ? 7 : 10)
            width: parent.width - x - 8
            anchors.verticalCenter: parent.verticalCenter
            Words {
                width: parent.width
                text: root.tag.title
                style: root.style
                strong: !root.tag.dim
                second: root.tag.dim
                elide: Text.ElideRight
            }
            Words {
                width: parent.width
                visible: text.length > 0 && !root.small
                text: root.tag.value
                style: root.style
                size: 11
                second: true
                elide: Text.ElideRight
            }
        }
    }
}
