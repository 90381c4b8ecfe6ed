#pragma once

#include "simulator/noise.h"

namespace rig::simulator {

/// What a machine does not decide itself, at one instant.
struct Moment
{
    double day = 0;    ///< -1 in the coldest hour of the day, 1 in the warmest
    double load = 1;   ///< what the process asks for, 1 is rated; about 0.45 while it idles between orders
    double mains = 0;  ///< -1 to 1: how far the voltage of the mains is off
    double people = 0; ///< 0 to 1: how busy the hall is
};

/// The hall around a machine, the mains and the process behind it: a pure function of the simulated time, of
/// the seed and of the machine.
class Surroundings
{
public:
    /// `own` is the machine's noise.
    explicit Surroundings(const Noise &own);

    /// `seconds` from the start of the simulation, which is at eight in the morning whenever it is started,
    /// or the same seed would give other values at another hour.
    Moment at(double seconds) const;

private:
    double loadAt(double seconds) const;

    Noise m_batches;
    Noise m_orders;
    Noise m_pauses;
    Noise m_mains;
    Noise m_people;
    double m_dayShift; ///< days: its side of the hall gets warm earlier or later
};

} // namespace rig::simulator
