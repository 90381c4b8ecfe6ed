#pragma once

#include "domain/clock.h"
#include "domain/ports/recordsink.h"
#include "domain/ports/simulator.h"
#include "simulator/machinesignals.h"
#include "simulator/readingmessage.h"

#include <QCoreApplication>

#include <mutex>

namespace rig::simulator {

struct SimulatorOptions
{
    std::string topic;
    std::vector<std::string> machines; ///< their ids
    std::uint64_t seed = 1;
    double rate = 1; ///< readings per second and machine, 1 to 20
};

/// Simulated machines behind the bus: all of them are sampled at the same instants, and each reading is a
/// message of its own with origin `simulated`. One thread calls tick(); the orders of Simulator may come from
/// any thread and never wait for the bus. All machines are at rest in the beginning.
class SignalSimulator final : public Simulator
{
    Q_DECLARE_TR_FUNCTIONS(rig::simulator::SignalSimulator)

public:
    /// `sink` and `clock` must outlive it.
    SignalSimulator(const SimulatorOptions &options, RecordSink &sink, const Clock &clock);

    struct Tick
    {
        std::chrono::nanoseconds untilNext{0}; ///< when to call again
        std::chrono::nanoseconds next{0};      ///< the next sample's place, from the first one on
        int written = 0;
        int dropped = 0; ///< the sink did not take them; simulated readings are not worth waiting for
        std::optional<Error> trouble; ///< why the first one was dropped
    };

    /// Writes what is due. Waits for the sink at most 200 ms. Where it comes too late by seconds the readings
    /// between are left out.
    Tick tick();

    Done start(const std::string &machine) override;
    Done stop(const std::string &machine) override;
    Done setRate(double rate) override;
    Done inject(const std::string &machine, const FaultInjection &injection) override;
    Done clear(const std::string &machine) override;
    SimulationState state() const override;

    static std::vector<FaultKind> faultKinds();

private:
    struct Machine
    {
        std::string id;
        MachineSignals signals;
        ReadingMessage message;
        std::vector<SimulatedMachine::Fault> faults;
    };

    Result<Machine *> find(const std::string &id);
    bool takeDue(std::chrono::nanoseconds now);
    std::vector<std::string> sample(Instant at);
    void write(const std::vector<std::string> &payloads, Tick &tick);

    const std::string m_topic;
    const std::vector<std::string> m_keys; ///< ReadingMessage::keyOf, by row of signalTable()
    RecordSink &m_sink;
    const Clock &m_clock;

    mutable std::mutex m_guard;
    std::vector<Machine> m_machines;
    std::vector<double> m_values;
    double m_rate;
    std::chrono::nanoseconds m_due; ///< of the next sample, on the steady clock
    std::chrono::nanoseconds m_period;
    Elapsed m_elapsed{0}; ///< of the last sample; goes in steps of the period, so that a seed repeats
};

} // namespace rig::simulator
