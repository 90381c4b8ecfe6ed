import QtQuick
import QtQuick3D

/// A round light that always faces the eye: what a lamp does to the air around it.
Model {
    id: halo

    property color colour: "white"
    property real strength: 1
    /// 0 only adds light; 1 hides what is behind, as haze in a bright hall does.
    property real cover: 0
    /// Its diameter in metres.
    property real size: 1

    source: "#Rectangle"
    visible: strength > .01
    castsShadows: false
    materials: CustomMaterial {
        property color glow: halo.colour
        property real strength: halo.strength
        property real size: halo.size
        property real cover: halo.cover

        shadingMode: CustomMaterial.Unshaded
        sourceBlend: CustomMaterial.One
        destinationBlend: CustomMaterial.OneMinusSrcAlpha
        depthDrawMode: Material.NeverDepthDraw
        cullMode: Material.NoCulling
        vertexShader: "halo.vert"
        fragmentShader: "halo.frag"
    }
}
