import QtQuick
import RigAlpha

/// A number under its name.
Item {
    id: figure

    required property sceneStyle style
    property alias label: name.text
    property alias number: value.text
    property alias unit: rest.text
    property bool fresh: true
    property string expected // what it should be
    property string flaw // what is wrong with it: then nobody compares it
    property color colour: style.text // of the number while it is fresh

    height: 27

    Words {
        id: name
        width: parent.width
        style: figure.style
        size: 10
        second: true
        elide: Text.ElideRight
    }
    Row {
        y: 12
        spacing: 3
        Words {
            id: value
            style: figure.style
            size: 13
            strong: true
            color: figure.fresh ? figure.colour : figure.style.textSecond
            figures: true
        }
        Words {
            id: rest
            width: Math.min(implicitWidth, figure.width - (value.text.length > 0 ? value.width + 3 : 0))
            elide: Text.ElideRight
            style: figure.style
            size: 11
            second: true
            anchors.baseline: value.text.length > 0 ? value.baseline : undefined
        }
    }
    Words {
        y: 27
        visible: text.length > 0
        text: figure.flaw.length > 0 ? figure.flaw : figure.expected.length > 0 ? qsTr("exp. %1").arg(figure.expected) : ""
        width: Math.min(implicitWidth, figure.width)
        elide: Text.ElideRight
        style: figure.style
        size: 11
        color: figure.flaw.length > 0 ? figure.style.textSecond : figure.style.expected
    }
}
