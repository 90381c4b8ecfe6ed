#pragma once

#include <QString>

#include <cstdint>

namespace rig::qml {

/// What people have pinned to a machine, or to one of its sensors: the newest, and how many there are.
struct PinnedNote
{
    std::int32_t machine = 0; ///< its number in the plant
    int slot = -1;            ///< the sensor's; -1: the machine itself
    QString text;
    QString from; ///< who, and of when
    int count = 1;

    bool operator==(const PinnedNote &) const = default;
};

} // namespace rig::qml
