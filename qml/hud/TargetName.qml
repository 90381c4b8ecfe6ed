import QtQuick
import RigAlpha

/// The name of what one looks at, and what is pinned to it.
Rectangle {
    id: root

    required property sceneStyle style
    required property PlateModel plate
    property TagModel sensor // on it; null where one looks at none
    property string noteText
    property string noteFrom

    implicitWidth: whole.implicitWidth + 20
    implicitHeight: whole.implicitHeight + 10
    width: implicitWidth
    height: implicitHeight
    radius: 3
    color: style.plate
    border { color: sensor ? sensor.edge : plate.edge; width: 1 }

    Column {
        id: whole
        anchors.centerIn: parent
        spacing: 4
        Row {
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
        Words {
            visible: text.length > 0
            text: root.noteText
            width: Math.min(implicitWidth, 300)
            wrapMode: Text.Wrap
            maximumLineCount: 4
            elide: Text.ElideRight
            style: root.style
        }
        Words {
            visible: text.length > 0
            text: root.noteFrom
            style: root.style
            size: 11
            second: true
        }
    }
}
