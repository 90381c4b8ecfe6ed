#pragma once

#include <QColor>
#include <QImage>
#include <QString>

#include <vector>

namespace rig::qml {

/// What is written of one sensor, at its mount.
struct SensorTag
{
    QString title;
    QString value; ///< "7.62 mm/s · HIHI"
    QImage sign;
    QColor edge;

    bool operator==(const SensorTag &) const = default;
};

/// How much of a finding is a sensor's.
struct CauseShare
{
    int slot = 0;
    int percent = 0;
};

/// Which sensors of a machine make up what was found.
struct Cause
{
    std::int32_t machine = 0;       ///< its number in the plant
    QString title;                  ///< "finding A-1187"
    QString score;                  ///< "0.87"
    QString ended;                  ///< when it did; empty while it stands
    std::vector<CauseShare> shares; ///< the largest first
};

} // namespace rig::qml
