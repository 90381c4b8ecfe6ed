import QtQuick
import RigAlpha

/// Where one looks.
Item {
    id: cross

    required property sceneStyle style

    width: 20
    height: 20

    Repeater {
        model: [[9, 0, 2, 7], [9, 13, 2, 7], [0, 9, 7, 2], [13, 9, 7, 2]]
        Rectangle {
            required property var modelData
            x: modelData[0]
            y: modelData[1]
            width: modelData[2]
            height: modelData[3]
            color: cross.style.text
        }
    }
}
