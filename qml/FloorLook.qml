import QtQuick
import RigAlpha

/// How the hall looks now: what all its materials share.
QtObject {
    required property FloorController floor
    required property vector2d viewSize
    readonly property vector3d hallSize: floor.size
    readonly property vector4d naves: floor.naves
    readonly property vector3d nearFog: floor.paint.nearFog
    readonly property vector3d farFog: floor.paint.farFog
    readonly property vector3d stripColour: floor.paint.strip
    readonly property vector3d sideColour: floor.paint.side
    readonly property vector3d ambient: floor.paint.ambient
    readonly property real fogginess: floor.paint.fogginess
    readonly property real exposure: floor.paint.exposure
    readonly property real mirrors: 1
    /// Materials leave their light as it is, for an effect over the whole picture; else each makes its own colours.
    readonly property bool graded: floor.graded
    /// Surfaces are worked out for each pixel.
    readonly property bool fine: floor.fine
}
