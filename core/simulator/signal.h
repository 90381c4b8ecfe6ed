#pragma once

#include "simulator/quantity.h"

#include <span>
#include <string_view>

namespace rig::simulator {

/// One sensor of the catalogue as an instrument: what it adds to the true value of its quantity. All numbers
/// in its unit.
struct Signal
{
    std::string_view name;
    double noise = 0;     ///< standard deviation
    double drift = 0;     ///< wanders this far within minutes
    double character = 0; ///< instruments of two machines differ by at most twice this much
    double span = 0;      ///< by as much a drifting one is wrong in the end
    double least = 0;   ///< the quantity is never below, and its instrument never shows less; -infinity: none
    double most = 0;    ///< likewise above; infinity: none
    int decimals = 2;   ///< what it resolves
    bool still = false; ///< shows nothing but zero while the machine stands
    /// Of the quantity while the machine is sound, as in machinephysics.cpp; `symbols()` says what the
    /// letters are.
    std::string_view equation;
};

/// The 50 sensors of the catalogue, in the order of Quantity.
std::span<const Signal> signalTable();

const Signal &signalOf(Quantity quantity);

struct Symbol
{
    std::string_view symbol;
    std::string_view meaning;
};
std::span<const Symbol> symbols();

} // namespace rig::simulator
