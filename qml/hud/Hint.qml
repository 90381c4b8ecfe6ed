import QtQuick
import RigAlpha

/// A word on what keys and clicks do here.
Rectangle {
    id: hint

    required property sceneStyle style
    property alias text: words.text

    implicitWidth: words.implicitWidth + 16
    implicitHeight: 24
    color: style.plate
    opacity: .9
    radius: 3
    border { color: hint.style.line; width: 1 }

    Words {
        id: words
        anchors.centerIn: parent
        style: hint.style
        second: true
    }
}
