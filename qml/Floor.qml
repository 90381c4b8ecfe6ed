import QtQuick
import QtQuick3D
import RigAlpha

/// The hall's floor: a grid of metres that fades into the air.
CustomMaterial {
    required property sceneStyle style
    required property RigController rig

    property color near: style.floorNear
    property color far: style.floorFar
    property color grid: style.floorGrid
    property color air: style.fog
    property color heatColour: rig.glow
    property real heat: style.glows ? rig.heat : rig.heat * .3
    property real beacon: style.glows ? rig.beacon : rig.beacon * .3
    property real grey: rig.trusted ? 0 : .85

    shadingMode: CustomMaterial.Unshaded
    vertexShader: "solid.vert"
    fragmentShader: "floor.frag"
}
