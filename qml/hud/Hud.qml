import QtQuick
import RigAlpha

/// What lies over the scene where there is room for it: plates at the machines, the hall from above, what one
/// looks at, and which keys do what.
Item {
    id: root

    required property sceneStyle style
    required property HudController hud
    required property FloorController floor

    /// What plates keep clear of.
    function report() {
        const boxes = [map, keys, splash, looked, said, cause.banner].filter(item => item.visible && item.opacity > 0);
        hud.taken = boxes.map(item => Qt.rect(item.x, item.y, item.width, item.height));
    }

    onWidthChanged: report()
    onHeightChanged: report()

    Repeater {
        model: root.hud.plates
        MachinePlate {
            required property PlateModel modelData
            style: root.style
            plate: modelData
            chosen: modelData === root.hud.chosen
        }
    }
    Repeater {
        model: root.hud.notes
        NoteFlag {
            required property NoteModel modelData
            style: root.style
            note: modelData
        }
    }
    CauseOverlay {
        id: cause
        anchors.fill: parent
        style: root.style
        hud: root.hud
        banner.onVisibleChanged: root.report()
        banner.onWidthChanged: root.report()
    }
    Minimap {
        id: map
        anchors { right: parent.right; bottom: parent.bottom; margins: 12 }
        style: root.style
        hud: root.hud
        floor: root.floor
        onWidthChanged: root.report()
        onHeightChanged: root.report()
    }
    KeyHints {
        id: keys
        anchors { left: parent.left; bottom: parent.bottom; margins: 12 }
        flying: root.floor.flying
        most: map.x - 24
        visible: root.floor.entered
        style: root.style
        onVisibleChanged: root.report()
        onHeightChanged: root.report()
    }
    Splash {
        id: splash
        anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom; bottomMargin: 24 }
        visible: !root.floor.entered && !cause.banner.visible
        style: root.style
        built: root.floor.built
        onVisibleChanged: root.report()
    }
    TargetName {
        id: looked
        x: Math.round(root.width / 2) + 22
        y: Math.round(root.height / 2) - height / 2
        visible: root.floor.entered && root.hud.target.name.length > 0
        style: root.style
        plate: root.hud.target
        sensor: root.hud.sensor
        noteText: root.hud.noteText
        noteFrom: root.hud.noteFrom
        onVisibleChanged: root.report()
        onWidthChanged: root.report()
    }
    Hint {
        id: said
        anchors { horizontalCenter: parent.horizontalCenter; bottom: splash.visible ? splash.top : keys.top; bottomMargin: 12 }
        visible: root.hud.said.length > 0
        most: Math.min(720, root.width - 2 * (map.width + 24))
        style: root.style
        text: root.hud.said
        onVisibleChanged: root.report()
        onHeightChanged: root.report()
    }
    Crosshair {
        anchors.centerIn: parent
        visible: root.floor.entered
        style: root.style
    }
}
