#pragma once

#include "simulator/faultcourse.h"
#include "simulator/machinephysics.h"
#include "simulator/signal.h"

#include <optional>
#include <vector>

namespace rig::simulator {

/// The signals of one simulated machine, as its 50 instruments show what MachinePhysics makes of it. The same
/// seed, machine, beginning and orders at the same instants give the same bits, however often it is sampled.
/// At rest and sound in the beginning; not thread-safe.
class MachineSignals
{
public:
    /// `character` picks in what the machine differs from others of its kind; none: by seed and machine.
    /// `begins` is the time of the day at which its clock starts.
    MachineSignals(std::string_view machine, std::uint64_t seed, std::optional<std::uint64_t> character = {},
                   Elapsed begins = firstHour);

    // `now` never goes back between these calls.
    void start(Elapsed now) { m_rotor.start(now); }
    void stop(Elapsed now) { m_rotor.stop(now); }
    /// From `onset` on, which may lie ahead. Begins a fault anew where the machine already has it. Its name
    /// is one of faultTable(), its sensor one of signalTable() or empty.
    void inject(const FaultInjection &injection, Elapsed onset);
    /// Repairs everything, also what has not begun yet.
    void repair(Elapsed now);
    /// One value per row of signalTable(), within its `least` and `most`, rounded to what its instrument
    /// resolves; NaN where the instrument sends nothing.
    void sample(Elapsed now, std::vector<double> &values);

    bool running() const { return m_rotor.running(); }
    const Character &character() const { return m_physics.character(); }

    struct ActiveFault
    {
        const FaultDescription *description;
        std::optional<Quantity> sensor; ///< of a fault of one sensor
        FaultCourse course;
        std::optional<double> held; ///< what a frozen sensor goes on showing
    };
    /// Those that are there or still to come.
    const std::vector<ActiveFault> &faults() const { return m_faults; }

private:
    struct Instrument
    {
        Noise noise;
        double offset; ///< this machine's place in the signal's `character`
        Noise drift;
        double driftTurns; ///< per second
    };

    void advanceTo(Elapsed now);
    Faults severities(Elapsed now) const;
    double shown(std::size_t place, Elapsed now) const;
    void letSensorsFail(Elapsed now, std::vector<double> &values);

    Noise m_own;
    Surroundings m_surroundings;
    MachinePhysics m_physics;
    Rotor m_rotor;
    std::vector<Instrument> m_instruments;
    std::vector<ActiveFault> m_faults;
    Elapsed m_done{0}; ///< how far the physics went
    bool m_begun = false;
};

} // namespace rig::simulator
