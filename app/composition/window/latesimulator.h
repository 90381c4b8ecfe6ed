#pragma once

#include "domain/ports/simulator.h"

#include <mutex>

namespace rig::composition {

/// The simulator as commands see it: there from the start, at work once there is one. Until then, and where
/// this program simulates nothing, it has no machines.
class LateSimulator : public Simulator
{
public:
    /// Null: none (any more). What was set must outlive the next call of this, which waits for calls in
    /// progress.
    void set(Simulator *simulator);

    Done start(const std::string &machine) override;
    Done stop(const std::string &machine) override;
    Done setRate(double rate, const std::string &machine) override;
    Done setInterval(const std::string &sensor, std::chrono::milliseconds interval,
                     const std::string &machine) override;
    Done inject(const std::string &machine, const FaultInjection &injection) override;
    Done clear(const std::string &machine) override;
    SimulationState state() const override;

private:
    template <class Call> Done with(Call call);

    mutable std::mutex m_guard;
    Simulator *m_simulator = nullptr;
};

} // namespace rig::composition
