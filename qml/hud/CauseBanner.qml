import QtQuick
import RigAlpha

/// Which finding's cause one stands at, and the way back.
Rectangle {
    id: banner

    required property sceneStyle style
    required property HudController hud
    required property real most // how wide it should be; where that is little, less is said
    readonly property bool whole: lead.implicitWidth + title.width + score.implicitWidth + share.implicitWidth + 1 + cap.width + back.implicitWidth + 6 * row.spacing + 28 <= most

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
            id: lead
            visible: banner.whole
            text: qsTr("At the cause of")
            style: banner.style
            size: 13
            second: true
            anchors.verticalCenter: parent.verticalCenter
        }
        Words {
            id: title
            text: banner.hud.causeTitle
            width: Math.min(implicitWidth, 240)
            elide: Text.ElideRight
            style: banner.style
            size: 13
            strong: true
            anchors.verticalCenter: parent.verticalCenter
        }
        Words {
            id: score
            text: banner.hud.causeScore
            style: banner.style
            size: 13
            strong: true
            figures: true
            anchors.verticalCenter: parent.verticalCenter
        }
        Words {
            id: share
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
            id: cap
            style: banner.style
            text: "Esc"
            anchors.verticalCenter: parent.verticalCenter
        }
        Words {
            id: back
            visible: banner.whole
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
