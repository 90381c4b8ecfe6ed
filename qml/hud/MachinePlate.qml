import QtQuick
import RigAlpha

/// What is said of a machine, beside it, with a line to it.
Item {
    id: root

    required property sceneStyle style
    required property PlateModel plate
    property bool chosen: false
    readonly property point corner: Qt.point(Math.max(plate.box.x, Math.min(plate.anchor.x, plate.box.x + plate.box.width)), Math.max(plate.box.y, Math.min(plate.anchor.y, plate.box.y + plate.box.height)))
    readonly property real away: Math.hypot(plate.anchor.x - corner.x, plate.anchor.y - corner.y)

    visible: plate.shown

    Rectangle {
        x: root.corner.x
        y: root.corner.y - .5
        width: root.away
        height: 1
        visible: root.away > 4
        color: root.plate.edge
        transformOrigin: Item.Left
        rotation: Math.atan2(root.plate.anchor.y - root.corner.y, root.plate.anchor.x - root.corner.x) * 180 / Math.PI
        antialiasing: true
    }
    Rectangle {
        x: root.plate.anchor.x - 3
        y: root.plate.anchor.y - 3
        width: 6
        height: 6
        radius: 3
        visible: root.away > 4
        color: root.plate.edge
    }
    Rectangle {
        x: root.plate.box.x
        y: root.plate.box.y
        width: root.plate.box.width
        height: root.plate.box.height
        radius: 3
        color: root.style.plate
        border { color: root.plate.edge; width: root.plate.folded ? 1 : 2 }
        clip: true

        Accessible.role: Accessible.StaticText
        Accessible.name: root.plate.name + " " + root.plate.word

        Row {
            x: 10
            y: root.plate.folded ? 5 : 8
            spacing: 7
            ImageItem {
                image: root.plate.sign
                anchors.verticalCenter: parent.verticalCenter
            }
            Words {
                text: root.plate.name
                width: Math.min(implicitWidth, root.plate.box.width - 42 - (word.text.length > 0 ? word.width + 7 : 0) - (root.plate.folded ? 0 : mark.width + 16))
                elide: Text.ElideRight
                style: root.style
                size: root.plate.folded ? 12 : 14
                strong: true
                color: root.chosen ? root.style.accent : root.style.text
                anchors.verticalCenter: parent.verticalCenter
            }
            Words {
                id: word
                text: root.plate.folded && root.plate.quiet ? "" : root.plate.word
                style: root.style
                strong: root.plate.cause.length > 0
                second: true
                anchors.verticalCenter: parent.verticalCenter
            }
            Words {
                text: root.plate.folded ? "" : root.plate.cause
                width: Math.min(implicitWidth, Math.max(0, root.plate.box.width - word.x - word.width - mark.width - 54))
                style: root.style
                second: true
                elide: Text.ElideRight
                anchors.verticalCenter: parent.verticalCenter
            }
        }
        Rectangle {
            anchors { right: parent.right; top: parent.top; margins: 9 }
            visible: !root.plate.folded && root.plate.mark.length > 0
            width: mark.implicitWidth + 8
            height: 15
            radius: 2
            color: "transparent"
            border { color: root.plate.markColour; width: 1 }
            Words {
                id: mark
                anchors.centerIn: parent
                text: root.plate.mark
                style: root.style
                size: 10
                strong: true
                color: root.plate.markColour
            }
        }
        LifeWedge {
            x: 10
            y: 38
            width: 44
            height: 44
            visible: !root.plate.folded && root.plate.lifeKnown
            life: root.plate.life
            colour: root.plate.lifeColour
            line: root.style.text
        }
        Grid {
            x: root.plate.lifeKnown ? 66 : 10
            y: 32
            visible: !root.plate.folded
            columns: 3
            columnSpacing: 8
            rowSpacing: 4
            Figure {
                style: root.style
                width: root.plate.lifeKnown ? 80 : 172
                label: qsTr("LIFE")
                number: root.plate.lifeKnown ? root.plate.lifeNumber : ""
                unit: root.plate.lifeKnown ? root.plate.lifeUnit : qsTr("not enough data")
                colour: root.plate.lifeKnown ? root.plate.lifeColour : root.style.text
            }
            Figure {
                style: root.style
                width: 84
                label: qsTr("SCORE")
                number: root.plate.score
                fresh: root.plate.fresh.length === 0 || root.plate.fresh.some(one => one)
            }
            Figure {
                style: root.style
                width: root.plate.lifeKnown ? 76 : 1
                label: root.plate.lifeKnown ? qsTr("BAND") : ""
                unit: root.plate.band
            }
        }
        Row {
            x: root.plate.lifeKnown ? 66 : 10
            y: 62
            visible: !root.plate.folded
            spacing: 8
            Repeater {
                model: root.plate.folded || !root.plate.shown ? 0 : root.plate.numbers.length
                Figure {
                    required property int index
                    style: root.style
                    width: root.plate.lifeKnown ? [80, 84, 76][index] ?? 76 : 100
                    label: (root.plate.labels[index] ?? "").toUpperCase()
                    number: root.plate.numbers[index] ?? ""
                    unit: root.plate.units[index] ?? ""
                    fresh: root.plate.fresh[index] ?? true
                    expected: root.plate.expected[index] ?? ""
                    flaw: root.plate.flaws[index] ?? ""
                }
            }
        }
    }
}
