#pragma once

#include "simulator/noise.h"
#include "simulator/signal.h"
#include "simulator/wear.h"

#include <optional>
#include <vector>

namespace rig::simulator {

/// The signals of one simulated machine: a pure function of seed, machine, what was done to it and when. The
/// same of these give the same bits. At rest and sound in the beginning; not thread-safe.
class MachineSignals
{
public:
    MachineSignals(std::string_view machine, std::uint64_t seed);

    // `now` never goes back between these calls.
    void start(Elapsed now) { m_rotor.start(now); }
    void stop(Elapsed now) { m_rotor.stop(now); }
    void wear(const FaultInjection &injection, Elapsed now) { m_wear.emplace(injection, now); }
    void repair() { m_wear.reset(); }

    bool running() const { return m_rotor.running(); }
    double severity(Elapsed now) const { return m_wear ? m_wear->severity(now) : 0; }

    /// One value per row of signalTable(), rounded to what its instrument resolves.
    void sample(Elapsed now, std::vector<double> &values) const;

private:
    struct Channel
    {
        Noise noise;
        double offset; ///< this machine's place in the signal's `character`
        Noise drift;
        double driftTurns; ///< per second
    };

    /// What all sensors of the machine have in common.
    struct Moment
    {
        double seconds; ///< since the start of the simulation
        std::uint64_t place;
        double speed;
        double warmth;
        double load;
        double ambient;
        double severity;
    };

    Moment moment(Elapsed now) const;
    double value(const Signal &signal, const Channel &channel, const Moment &moment) const;

    Noise m_batches;
    Noise m_orders;
    std::vector<Channel> m_channels;
    double m_coarseness; ///< how noisy this machine is, 0.7 to 1
    double m_dayShift;   ///< in parts of a day: its side of the hall gets warm earlier or later
    Rotor m_rotor;
    std::optional<Wear> m_wear;
};

} // namespace rig::simulator
