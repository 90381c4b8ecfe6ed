import QtQuick
import RigAlpha

/// Somebody has pinned a note here.
Item {
    id: flag

    required property sceneStyle style
    required property NoteModel note

    x: Math.round(note.at.x)
    y: Math.round(note.at.y)
    visible: note.shown

    Rectangle { // the pole
        x: -1
        y: -26
        width: 1
        height: 26
        color: flag.style.accent
    }
    Rectangle {
        x: -1
        y: -34
        width: flag.note.count > 1 ? 30 : 18
        height: 16
        radius: 2
        color: flag.style.plate
        border { color: flag.style.accent; width: 1 }

        Column { // lines of writing
            x: 5
            y: 4
            spacing: 2
            Repeater {
                model: [8, 8, 5]
                Rectangle {
                    required property int modelData
                    width: modelData
                    height: 1
                    color: flag.style.text
                }
            }
        }
        Words {
            x: 17
            anchors.verticalCenter: parent.verticalCenter
            visible: flag.note.count > 1
            text: flag.note.count > 9 ? "9+" : flag.note.count
            style: flag.style
            size: 10
            strong: true
        }
    }
}
