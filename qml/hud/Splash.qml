import QtQuick
import RigAlpha

/// How one comes in, as long as nobody has.
Rectangle {
    id: splash

    required property sceneStyle style
    property bool built: true // there is a hall to come into

    implicitWidth: column.implicitWidth + 48
    implicitHeight: column.implicitHeight + 24
    radius: 4
    color: style.plate
    opacity: .92
    border { color: style.accent; width: 1 }

    Column {
        id: column
        anchors.centerIn: parent
        spacing: 4
        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            text: splash.built ? qsTr("CLICK TO ENTER") : qsTr("THE HALL IS BEING BUILT")
            style: splash.style
            size: 20
            strong: true
            color: splash.style.accent
            font.letterSpacing: 2
        }
        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: splash.built
            text: qsTr("Walk with W A S D and the mouse; 1 to 9 go to a machine")
            style: splash.style
            second: true
        }
    }
}
