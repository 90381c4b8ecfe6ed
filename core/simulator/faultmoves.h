#pragma once

#include "simulator/machinephysics.h"

#include <QJsonObject>

#include <vector>

namespace rig::simulator {

/// One sensor that a fault of the machine moves, wherever it follows from.
struct FaultMove
{
    Quantity quantity;
    bool up;
    /// How far, in standard deviations of the sensor's noise; above `leastMove`.
    double deviations;
    /// Its own equation, as FaultDescription::effects has it; none where it follows from other sensors.
    const FaultEffect *effect;
};

/// What is moved less than this, in standard deviations of its noise, counts as not moved.
inline constexpr double leastMove = 2;

/// How bad a fault is at worst.
inline constexpr double fullSeverity = 1;

/// Every sensor that the fault, at this severity (0 to 1) and once all is settled, moves by more than
/// `leastMove` in a machine of this character under rated load, without noise: those of its effects first,
/// then what follows from them, each strongest first. Empty for a fault of one sensor, and for one that is
/// too slight to move any. Goes through an hour of the machine's physics, which takes some 20 ms.
std::vector<FaultMove> movesOf(const FaultDescription &fault, double severity,
                               const Character &character = {});

/// `sensor`, `direction` ("up" or "down"), `direct` (whether it has an effect) and `noise_deviations`.
QJsonObject jsonOf(const FaultMove &move);

} // namespace rig::simulator
