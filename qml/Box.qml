import QtQuick
import QtQuick3D

/// A box by its size in metres, standing on its position.
Model {
    property vector3d size: Qt.vector3d(1, 1, 1)
    property vector3d place: Qt.vector3d(0, 0, 0)

    source: "#Cube"
    position: Qt.vector3d(place.x, place.y + size.y / 2, place.z)
    scale: Qt.vector3d(size.x / 100, size.y / 100, size.z / 100)
}
