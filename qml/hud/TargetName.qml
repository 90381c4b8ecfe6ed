import QtQuick
import RigAlpha

/// The name of what one looks at.
Rectangle {
    id: root

    required property sceneStyle style
    required property PlateModel plate
    property TagModel sensor // on it; null where one looks at none

    implicitWidth: row.implicitWidth + 20
    implicitHeight: 26
    width: implicitWidth
    height: implicitHeight
    radius: 3
    color: style.plate
    border { color: sensor ? sensor.edge : plate.edge; width: 1 }

    Row {
        id: row
        anchors.centerIn: parent
        spacing: 7
        ImageItem {
            image: root.sensor ? root.sensor.sign : root.plate.sign
            anchors.verticalCenter: parent.verticalCenter
        }
        Words {
            text: root.sensor ? root.sensor.title : root.plate.name
            width: Math.min(implicitWidth, 260)
            elide: Text.ElideRight
            style: root.style
            strong: true
        }
        Words {
            text: root.sensor ? root.sensor.value : root.plate.cause.length > 0 ? root.plate.cause : root.plate.word
            style: root.style
            second: true
        }
    }
}
