import QtQuick
import RigAlpha

/// What one sees at the cause of a finding: its sensors with their shares, and the way back.
Item {
    id: root

    required property sceneStyle style
    required property HudController hud
    property alias banner: banner

    Repeater {
        model: root.hud.tags
        SensorTag {
            required property TagModel modelData
            style: root.style
            tag: modelData
        }
    }
    CauseBanner {
        id: banner
        anchors { right: parent.right; top: parent.top; margins: 12 }
        most: root.width - 24
        visible: root.hud.causeTitle.length > 0 && implicitWidth <= most
        style: root.style
        hud: root.hud
        onLeave: root.hud.leaveWanted()
    }
}
