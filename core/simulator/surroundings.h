#pragma once

#include "domain/instant.h"
#include "simulator/noise.h"
#include "simulator/rotor.h"

namespace rig::simulator {

/// What a machine does not decide itself, at one instant.
struct Moment
{
    double day = 0;    ///< -1 in the coldest hour of the day, 1 in the warmest
    double load = 1;   ///< what the process asks for, 1 is rated; about 0.45 while it idles between orders
    double mains = 0;  ///< -1 to 1: how far the voltage of the mains is off
    double people = 0; ///< 0 to 1: how busy the hall is
};

/// Where a simulated day begins that follows no clock: a run of the same seed repeats at any hour.
inline constexpr Elapsed firstHour = std::chrono::hours(8);

/// Since midnight UTC, 0 to 24 h.
Elapsed timeOfDay(Instant instant);

/// The hall around a machine, the mains and the process behind it: a pure function of the simulated time, of
/// the seed, of the machine and of the hour it begins at.
class Surroundings
{
public:
    /// `own` is the machine's noise, `begins` the time of the day at which the simulation starts.
    Surroundings(const Noise &own, Elapsed begins);

    /// `seconds` from the start of the simulation.
    Moment at(double seconds) const;

private:
    double loadAt(double seconds) const;

    Noise m_batches;
    Noise m_orders;
    Noise m_pauses;
    Noise m_mains;
    Noise m_people;
    double m_dayShift; ///< days: its side of the hall gets warm earlier or later
    double m_begins;   ///< hours of the day
};

} // namespace rig::simulator
