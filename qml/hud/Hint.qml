import QtQuick
import RigAlpha

/// A word on what keys and clicks do here.
Rectangle {
    id: hint

    required property sceneStyle style
    property alias text: words.text
    property real most: Infinity // how wide it may be; what is longer goes to other lines

    implicitWidth: words.width + 16
    implicitHeight: words.implicitHeight + 9
    color: style.plate
    opacity: .9
    radius: 3
    border { color: hint.style.line; width: 1 }

    Words {
        id: words
        anchors.centerIn: parent
        width: Math.min(implicitWidth, hint.most - 16)
        wrapMode: Text.Wrap
        style: hint.style
        second: true
    }
}
