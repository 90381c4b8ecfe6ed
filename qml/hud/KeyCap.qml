import QtQuick
import RigAlpha

/// A key as it stands among words.
Rectangle {
    id: cap

    required property sceneStyle style
    property alias text: key.text

    width: key.implicitWidth + 8
    height: 17
    radius: 2
    color: "transparent"
    border { color: style.lineStrong; width: 1 }

    Words {
        id: key
        anchors.centerIn: parent
        style: cap.style
        size: 10
        font.family: cap.style.keys
    }
}
