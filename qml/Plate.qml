import QtQuick
import RigAlpha

/// What the rig's colours and movements say, in words.
Rectangle {
    id: root

    required property sceneStyle style
    required property PlateModel plate

    implicitWidth: Math.max(head.implicitWidth, figures.implicitWidth) + 20
    /// A machine that nothing is known of has no figures, and no empty line for them.
    implicitHeight: plate.numbers.length > 0 ? 45 : 29
    visible: plate.word.length > 0
    clip: true
    color: style.plate
    radius: 3
    border { color: root.plate.edge; width: 2 }

    Accessible.role: Accessible.StaticText
    Accessible.name: plate.word + " " + plate.cause

    Row {
        id: head
        x: 10
        y: 7
        spacing: 7
        ImageItem {
            image: root.plate.sign
            anchors.verticalCenter: parent.verticalCenter
        }
        Text {
            text: root.plate.word
            textFormat: Text.PlainText
            color: root.style.text
            font { family: root.style.words; pixelSize: 12; weight: Font.DemiBold; hintingPreference: Font.PreferVerticalHinting }
            renderType: Text.NativeRendering
        }
        Text {
            text: root.plate.cause
            textFormat: Text.PlainText
            color: root.style.textSecond
            font { family: root.style.words; pixelSize: 12; hintingPreference: Font.PreferVerticalHinting }
            renderType: Text.NativeRendering
        }
    }
    Row {
        id: figures
        x: 10
        y: 24
        spacing: 3
        Repeater {
            model: root.plate.numbers
            Row {
                id: figure
                required property int index
                required property string modelData
                spacing: 3
                Text {
                    text: figure.modelData
                    textFormat: Text.PlainText
                    color: root.plate.fresh[figure.index] ? root.style.text : root.style.textSecond
                    font { family: root.style.figures; pixelSize: 11; weight: Font.Bold; hintingPreference: Font.PreferVerticalHinting }
                    renderType: Text.NativeRendering
                }
                Text {
                    text: (root.plate.units[figure.index] ?? "") + (figure.index + 1 < root.plate.numbers.length ? " ·" : "")
                    textFormat: Text.PlainText
                    color: root.style.textSecond
                    font { family: root.style.words; pixelSize: 11; hintingPreference: Font.PreferVerticalHinting }
                    renderType: Text.NativeRendering
                }
            }
        }
    }
}
