import QtQuick
import QtQuick3D
import RigAlpha

/// A surface in three tones, lit by a fixed lamp, the rig's heat and its beacon, and lost in the hall's air.
CustomMaterial {
    required property sceneStyle style
    required property RigController rig

    property color lit: style.bodyLit
    property color body: style.body
    property color shade: style.bodyShade
    /// Above 0: sides are striped, this many stripes to the metre.
    property real stripes: 0
    property color stripeLight: style.hazardLight
    property color stripeDark: style.hazardDark
    property color air: style.fog
    /// Metres after which nothing but air is seen.
    property real clearness: 22
    property color heatColour: rig.glow
    property real heat: style.glows ? rig.heat : rig.heat * .35
    property real beacon: style.glows ? rig.beacon : rig.beacon * .4
    property real grey: rig.trusted ? 0 : .85

    shadingMode: CustomMaterial.Unshaded
    vertexShader: "solid.vert"
    fragmentShader: "solid.frag"
}
