#pragma once

#include "simulator/quantity.h"

#include <optional>
#include <span>
#include <string_view>

namespace rig::simulator {

/// What can go wrong with a simulated machine: parts of it, and single sensors.
enum class Fault
{
    bearingWear,
    misalignment,
    imbalance,
    cavitation,
    blockedFilter,
    coolantLoss,
    beltSlip,
    windingFault,
    frozenSensor,
    driftingSensor,
    lostSensor,
};

inline constexpr std::size_t faultCount = 11;

/// One sensor whose own equation a fault changes: its severity s stands in it, or in the letters f and w_p of
/// it, which no sensor shows. What follows from other sensors, or from the losses q, is in movesOf().
struct FaultEffect
{
    Quantity quantity;
    bool up;
    /// What it adds to the sensor's own (Signal::equation), as in machinephysics.cpp.
    std::string_view equation;
};

struct FaultDescription
{
    Fault fault;
    std::string_view name;  ///< "bearing_wear"
    const char *title;      ///< "Bearing wear", to be translated in the context of this namespace
    std::string_view story; ///< what happens, in a sentence
    std::span<const FaultEffect> effects; ///< none for a fault of one sensor
};

/// All of them, in the order of Fault.
std::span<const FaultDescription> faultTable();

/// None where no fault has this name.
const FaultDescription *faultNamed(std::string_view name);

} // namespace rig::simulator
