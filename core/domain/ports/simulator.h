#pragma once

#include "domain/result.h"
#include "domain/simulation.h"

#include <chrono>

namespace rig {

/// A fault as it is put into a simulated machine: it grows from nothing to `severity` while `growth` goes by,
/// slowly at first.
struct FaultInjection
{
    std::string fault;                ///< a FaultKind's name
    std::chrono::seconds growth{180}; ///< 1 s to 30 days
    double severity = 1;              ///< above 0, at most 1: worn out
    std::string sensor{};             ///< of a fault of one sensor; empty: one is drawn
};

/// Drives simulated machines. Any thread; every call returns at once and shows from the next reading on.
/// notFound for a machine that is not simulated and for a fault that there is not.
class Simulator
{
public:
    virtual ~Simulator() = default;

    /// Spins the machine up; nothing happens to one that runs.
    virtual Done start(const std::string &machine) = 0;
    /// Spins it down; it goes on sending the readings of a machine at rest.
    virtual Done stop(const std::string &machine) = 0;
    /// Readings per second; refused outside 1 to 20. Of every machine for an empty id.
    virtual Done setRate(double rate, const std::string &machine) = 0;
    /// How often one sensor sends a value: 50 ms to 20 s, or 0 for with every reading; never more often than
    /// there are readings. Of every machine for an empty id.
    virtual Done setInterval(const std::string &sensor, std::chrono::milliseconds interval,
                             const std::string &machine) = 0;
    /// Begins a fault anew where the machine already has it.
    virtual Done inject(const std::string &machine, const FaultInjection &injection) = 0;
    /// Repairs everything on the machine, which settles within seconds.
    virtual Done clear(const std::string &machine) = 0;
    virtual SimulationState state() const = 0;
};

} // namespace rig
