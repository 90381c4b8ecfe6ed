import QtQuick
import RigAlpha

/// Which finding's cause one stands at, and the way back.
Rectangle {
    id: banner

    required property sceneStyle style
    required property HudController hud

    signal leave

    implicitWidth: row.implicitWidth + 28
    implicitHeight: 40
    radius: 3
    color: style.plate
    border { color: style.line; width: 1 }

    Row {
        id: row
        anchors.centerIn: parent
        spacing: 10
        Words {
            text: qsTr("At the cause of")
            style: banner.style
            size: 13
            second: true
            anchors.verticalCenter: parent.verticalCenter
        }
        Words {
            text: banner.hud.causeTitle
            width: Math.min(implicitWidth, 240)
            elide: Text.ElideRight
            style: banner.style
            size: 13
            strong: true
            anchors.verticalCenter: parent.verticalCenter
        }
        Words {
            text: banner.hud.causeScore
            style: banner.style
            size: 13
            strong: true
            figures: true
            anchors.verticalCenter: parent.verticalCenter
        }
        Words {
            text: banner.hud.causeEnded.length > 0 ? banner.hud.causeEnded : qsTr("%1 % of it here").arg(banner.hud.causePercent)
            style: banner.style
            size: 13
            second: true
            anchors.verticalCenter: parent.verticalCenter
        }
        Rectangle {
            width: 1
            height: 24
            color: banner.style.line
            anchors.verticalCenter: parent.verticalCenter
        }
        KeyCap {
            style: banner.style
            text: "Esc"
            anchors.verticalCenter: parent.verticalCenter
        }
        Words {
            text: qsTr("back to my place")
            style: banner.style
            size: 13
            second: true
            anchors.verticalCenter: parent.verticalCenter
        }
    }
    MouseArea {
        anchors.fill: parent
        onPressed: banner.leave()
    }
}
