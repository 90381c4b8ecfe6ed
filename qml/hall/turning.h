#pragma once

#include <QVector3D>

#include <cmath>
#include <numbers>

namespace rig::qml {

inline float radians(float degrees)
{
    return degrees * std::numbers::pi_v<float> / 180;
}

/// Turned about y by this many degrees, counterclockwise seen from above, as the scene turns.
inline QVector3D turned(const QVector3D &v, float degrees)
{
    const float c = std::cos(radians(degrees));
    const float s = std::sin(radians(degrees));
    return {c * v.x() + s * v.z(), v.y(), -s * v.x() + c * v.z()};
}

} // namespace rig::qml
