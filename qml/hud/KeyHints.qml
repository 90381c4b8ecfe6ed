import QtQuick
import RigAlpha

/// Which keys do what while one walks.
Rectangle {
    id: hints

    required property sceneStyle style
    required property bool flying
    required property real most // how wide it may be; what does not fit goes to another line

    implicitWidth: flow.childrenRect.width + 24
    implicitHeight: flow.childrenRect.height + 16
    radius: 3
    color: style.plate
    opacity: .92
    border { color: style.line; width: 1 }

    Flow {
        id: flow
        x: 12
        y: 8
        width: hints.most - 24
        spacing: 14
        Repeater {
            model: [
                { key: "W A S D", does: qsTr("walk") },
                { key: "Shift", does: qsTr("run") },
                { key: "F", does: hints.flying ? qsTr("walk again") : qsTr("fly") },
                ...(hints.flying ? [{ key: "E Q", does: qsTr("up, down") }] : []),
                { key: "1–9", does: qsTr("machine") },
                { key: "G", does: qsTr("expected") },
                { key: "N", does: qsTr("note") },
                { key: "B", does: qsTr("keep view") },
                { key: qsTr("Click"), does: qsTr("evidence") },
                { key: "Esc", does: qsTr("leave") }
            ]
            Row {
                id: hint
                required property var modelData
                spacing: 6
                KeyCap {
                    style: hints.style
                    text: hint.modelData.key
                    anchors.verticalCenter: parent.verticalCenter
                }
                Words {
                    text: hint.modelData.does
                    style: hints.style
                    second: true
                    anchors.verticalCenter: parent.verticalCenter
                }
            }
        }
    }
}
