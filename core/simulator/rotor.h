#pragma once

#include <chrono>

namespace rig::simulator {

/// Time on the simulated machines' own clock, from the start of the simulation.
using Elapsed = std::chrono::microseconds;

/// How a machine comes up and goes down: its speed within seconds, its warmth within minutes. Both are shares
/// of what they are in operation, 0 to 1.
class Rotor
{
public:
    void start(Elapsed now) { turn(true, now); }
    void stop(Elapsed now) { turn(false, now); }
    bool running() const { return m_running; }

    double speed(Elapsed now) const;
    double warmth(Elapsed now) const;

    /// The rotor is never seen between these: as every one with a critical speed it is taken through it fast.
    static constexpr double belowCritical = 0.25;
    static constexpr double aboveCritical = 0.7;

private:
    void turn(bool running, Elapsed now);
    double ramp(Elapsed now) const;

    bool m_running = false;
    Elapsed m_since{0};
    double m_rampThen = 0; ///< seconds of spinning up that lay behind it at `m_since`
    double m_warmthThen = 0;
};

} // namespace rig::simulator
