import QtQuick
import QtQuick3D
import RigAlpha

/// The floor over its mirror: the wetter and the flatter one looks, the more of the mirror is seen.
CustomMaterial {
    required property FloorLook look
    property matrix4x4 glows // a column for each machine: its light, as the weights want it
    property vector3d hallSize: look.hallSize
    property vector4d naves: look.naves
    property vector3d nearFog: look.nearFog
    property vector3d farFog: look.farFog
    property vector3d stripColour: look.stripColour
    property real fogginess: look.fogginess
    property real exposure: look.exposure
    property vector2d viewSize: look.viewSize
    property real mirrors: look.mirrors
    property alias paint: input.texture
    property TextureInput markings: TextureInput { id: input }

    shadingMode: CustomMaterial.Unshaded
    sourceBlend: CustomMaterial.SrcAlpha
    destinationBlend: CustomMaterial.OneMinusSrcAlpha
    vertexShader: Qt.resolvedUrl("shaders/ground.vert")
    fragmentShader: look.graded ? Qt.resolvedUrl("shaders/ground_light.frag")
                                : Qt.resolvedUrl("shaders/ground.frag")
}
