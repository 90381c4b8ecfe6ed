#pragma once

#include "domain/clock.h"
#include "domain/ports/recordsink.h"
#include "domain/ports/simulator.h"
#include "simulator/machinesignals.h"
#include "simulator/readingmessage.h"
#include "simulator/sensorintervals.h"

#include <QCoreApplication>

#include <map>
#include <mutex>

namespace rig::simulator {

struct SimulatorOptions
{
    std::string topic;
    std::vector<std::string> machines; ///< their ids
    std::uint64_t seed = 1;
    double rate = 1; ///< readings per second and machine, 1 to 20
    /// In what each of them differs from others of its kind; none: by seed and id.
    std::optional<std::uint64_t> character = {};
    std::map<std::string, double> rates = {}; ///< of machines that have one of their own
};

/// Simulated machines behind the bus; each reading is a message of its own with origin `simulated`. One
/// thread calls tick(); the orders of Simulator may come from any thread and never wait for the bus. All
/// machines are at rest in the beginning, those with the same rate are sampled at the same instants, and the
/// day in their hall is that of the clock, in UTC.
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
    Done setRate(double rate, const std::string &machine) override;
    Done setInterval(const std::string &sensor, milliseconds interval, const std::string &machine) override;
    Done inject(const std::string &machine, const FaultInjection &injection) override;
    /// The same so long after the machine's first reading.
    Done injectAt(const std::string &machine, const FaultInjection &injection, Elapsed onset);
    Done clear(const std::string &machine) override;
    SimulationState state() const override;

    static std::vector<FaultKind> faultKinds();

private:
    struct Machine
    {
        std::string id;
        MachineSignals signals;
        ReadingMessage message;
        double rate;
        std::chrono::nanoseconds period;
        std::chrono::nanoseconds due; ///< the next sample, on the steady clock
        Elapsed elapsed{0}; ///< of the last sample; goes in steps of the period, so that a seed repeats
        SensorIntervals intervals{};
    };
    struct Outbound
    {
        const Machine *machine;
        std::string payload;
    };

    Done inject(const std::string &machine, const FaultInjection &injection, std::optional<Elapsed> onset);
    Result<Machine *> find(const std::string &id);
    /// All of them for an empty id.
    Result<std::vector<Machine *>> chosen(const std::string &id);
    std::optional<std::string> sample(Machine &machine, std::chrono::nanoseconds now);
    static bool takeDue(Machine &machine, std::chrono::nanoseconds now);
    void setRate(Machine &machine, double rate);
    void write(const std::vector<Outbound> &readings, Tick &tick);

    const std::string m_topic;
    const std::vector<std::string> m_keys; ///< ReadingMessage::keyOf, by row of signalTable()
    RecordSink &m_sink;
    const Clock &m_clock;

    mutable std::mutex m_guard;
    std::vector<Machine> m_machines;
    std::vector<double> m_values;
    double m_rate; ///< of machines without one of their own
};

} // namespace rig::simulator
