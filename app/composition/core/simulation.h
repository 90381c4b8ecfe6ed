#pragma once

#include "composition/core/producing.h"
#include "domain/clock.h"
#include "domain/plant.h"
#include "pipeline/workerthread.h"
#include "simulator/signalsimulator.h"

namespace rig::composition {

/// The ids of the machines of the plant that are simulated in a demo, in its order: those in use with at
/// least one live sensor of the simulator's catalogue. Of others no reading would hold a value that is kept.
std::vector<std::string> machinesToSimulate(const Plant &plant);

/// Simulated machines that write to the in-process broker, on a thread of their own; they wait for keep, so
/// that the broker drops nothing that is not stored. All of them run from the start.
class Simulation
{
public:
    /// Called on the simulator's thread.
    using Stored = std::function<StoredOffsets()>;

    static Result<std::unique_ptr<Simulation>>
    start(const Servers &servers, std::vector<std::string> machines, Stored stored, const Clock &clock);

    Simulator &simulator() { return m_simulator; }

private:
    Simulation(const settings::BusSettings &bus, std::unique_ptr<RecordSink> sink,
               std::vector<std::string> machines, Stored stored, const Clock &clock);

    std::unique_ptr<local::HeldBackSink> m_sink;
    simulator::SignalSimulator m_simulator;
    pipeline::WorkerThread m_thread;
};

} // namespace rig::composition
