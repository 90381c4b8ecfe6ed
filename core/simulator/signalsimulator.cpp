#include "simulator/signalsimulator.h"

#include <algorithm>
#include <cmath>

namespace rig::simulator {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

namespace {

constexpr double slowest = 1;
constexpr double fastest = 20;
constexpr auto patience = 200ms;
constexpr nanoseconds latestCatchingUp = 2s;

nanoseconds periodOf(double rate)
{
    // Whole microseconds, or the simulated clock would round and drift away from the real one.
    return std::chrono::microseconds(std::llround(1e6 / rate));
}

std::vector<std::string> messageKeys()
{
    std::vector<std::string> keys;
    for (const Signal &signal : signalTable())
        keys.push_back(ReadingMessage::keyOf(signal.name));
    return keys;
}

} // namespace

SignalSimulator::SignalSimulator(const SimulatorOptions &options, RecordSink &sink, const Clock &clock)
    : m_topic(options.topic), m_keys(messageKeys()), m_sink(sink), m_clock(clock), m_rate(options.rate)
{
    const nanoseconds now = clock.steady();
    const Elapsed begins = timeOfDay(clock.now());
    for (const std::string &id : options.machines) {
        const auto own = options.rates.find(id);
        const double rate = own == options.rates.end() ? options.rate : own->second;
        m_machines.push_back({id, MachineSignals(id, options.seed, options.character, begins),
                              ReadingMessage(id), rate, periodOf(rate), now});
    }
}

SignalSimulator::Tick SignalSimulator::tick()
{
    Tick tick;
    std::vector<Outbound> readings;
    {
        const std::lock_guard lock(m_guard);
        const nanoseconds now = m_clock.steady();
        for (Machine &machine : m_machines)
            if (takeDue(machine, now))
                if (auto payload = sample(machine, now))
                    readings.push_back({&machine, std::move(*payload)});
    }
    write(readings, tick);
    const std::lock_guard lock(m_guard);
    const auto next = std::ranges::min_element(m_machines, {}, &Machine::due);
    tick.untilNext = std::max(nanoseconds{0}, next->due - m_clock.steady());
    tick.next = next->elapsed;
    return tick;
}

void SignalSimulator::write(const std::vector<Outbound> &readings, Tick &tick)
{
    const nanoseconds deadline = m_clock.steady() + patience;
    for (const Outbound &reading : readings) {
        const auto left = std::chrono::floor<milliseconds>(deadline - m_clock.steady());
        // The ids never change, so they are read without the guard.
        const Done done = m_sink.write({m_topic, reading.machine->id, reading.payload, Origin::simulated, {}},
                                       std::max(left, 0ms));
        ++(done ? tick.written : tick.dropped);
        if (!done && !tick.trouble)
            tick.trouble = done.error();
    }
}

/// Moves on to the sample that is due; false where none is yet.
bool SignalSimulator::takeDue(Machine &machine, nanoseconds now)
{
    if (now < machine.due)
        return false;
    const auto behind = now - machine.due;
    const auto steps = behind > latestCatchingUp ? behind / machine.period + 1 : 1;
    machine.due += steps * machine.period;
    machine.elapsed += std::chrono::duration_cast<Elapsed>(steps * machine.period);
    return true;
}

/// None where no sensor is due.
std::optional<std::string> SignalSimulator::sample(Machine &machine, nanoseconds now)
{
    const auto late =
        std::chrono::duration_cast<std::chrono::microseconds>(now - (machine.due - machine.period));
    machine.signals.sample(machine.elapsed, m_values);
    machine.message.begin(m_clock.now() - late);
    bool any = false;
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        if (!machine.intervals.takeDue(i, machine.elapsed) || std::isnan(m_values[i]))
            continue;
        machine.message.add(m_keys[i], m_values[i]);
        any = true;
    }
    return any ? std::optional(std::string(machine.message.finished())) : std::nullopt;
}

Done SignalSimulator::start(const std::string &machine)
{
    const std::lock_guard lock(m_guard);
    return find(machine).map([](Machine *one) { one->signals.start(one->elapsed); });
}

Done SignalSimulator::stop(const std::string &machine)
{
    const std::lock_guard lock(m_guard);
    return find(machine).map([](Machine *one) { one->signals.stop(one->elapsed); });
}

Done SignalSimulator::setRate(double rate, const std::string &machine)
{
    if (!(rate >= slowest && rate <= fastest))
        return failure(ErrorKind::refused, tr("A simulated machine sends 1 to 20 readings per second."));
    const std::lock_guard lock(m_guard);
    return chosen(machine).map([&](const std::vector<Machine *> &machines) {
        if (machine.empty())
            m_rate = rate;
        for (Machine *one : machines)
            setRate(*one, rate);
    });
}

void SignalSimulator::setRate(Machine &machine, double rate)
{
    const nanoseconds last = machine.due - machine.period;
    machine.rate = rate;
    machine.period = periodOf(rate);
    machine.due = std::max(last + machine.period, m_clock.steady());
}

Done SignalSimulator::setInterval(const std::string &sensor, milliseconds interval,
                                  const std::string &machine)
{
    const auto signals = signalTable();
    const auto found = std::ranges::find(signals, sensor, &Signal::name);
    if (found == signals.end())
        return failure(ErrorKind::notFound,
                       tr("A simulated machine has no sensor '%1'.").arg(QString::fromStdString(sensor)));
    if (interval != 0ms && (interval < SensorIntervals::shortest || interval > SensorIntervals::longest))
        return failure(ErrorKind::refused,
                       tr("A simulated sensor sends a value every 0.05 to 20 seconds, or with "
                          "every reading."));
    const auto place = static_cast<Quantity>(found - signals.begin());
    const std::lock_guard lock(m_guard);
    return chosen(machine).map([&](const std::vector<Machine *> &machines) {
        for (Machine *one : machines) {
            one->intervals.set(place, interval,
                               one->elapsed + std::chrono::duration_cast<Elapsed>(one->period));
        }
    });
}

Done SignalSimulator::inject(const std::string &machine, const FaultInjection &injection)
{
    return inject(machine, injection, {});
}

Done SignalSimulator::injectAt(const std::string &machine, const FaultInjection &injection, Elapsed onset)
{
    return inject(machine, injection, onset);
}

Done SignalSimulator::inject(const std::string &machine, const FaultInjection &injection,
                             std::optional<Elapsed> onset)
{
    if (!faultNamed(injection.fault))
        return failure(ErrorKind::notFound, tr("A simulated machine cannot have the fault '%1'.")
                                                .arg(QString::fromStdString(injection.fault)));
    if (!injection.sensor.empty() &&
        std::ranges::find(signalTable(), injection.sensor, &Signal::name) == signalTable().end())
        return failure(
            ErrorKind::notFound,
            tr("A simulated machine has no sensor '%1'.").arg(QString::fromStdString(injection.sensor)));
    if (injection.growth < 1s || injection.growth > 24h * 30 ||
        !(injection.severity > 0 && injection.severity <= 1))
        return failure(ErrorKind::refused,
                       tr("A fault grows within 1 second to 30 days to a severity above 0 "
                          "and at most 1."));
    const std::lock_guard lock(m_guard);
    return find(machine).map(
        [&](Machine *one) { one->signals.inject(injection, onset.value_or(one->elapsed)); });
}

Done SignalSimulator::clear(const std::string &machine)
{
    const std::lock_guard lock(m_guard);
    return find(machine).map([](Machine *one) { one->signals.repair(one->elapsed); });
}

SimulationState SignalSimulator::state() const
{
    const std::lock_guard lock(m_guard);
    SimulationState state;
    state.rate = m_rate;
    state.kinds = faultKinds();
    for (const Machine &machine : m_machines) {
        SimulatedMachine &shown = state.machines[machine.id];
        shown.running = machine.signals.running();
        shown.rate = machine.rate;
        for (const MachineSignals::ActiveFault &fault : machine.signals.faults())
            shown.faults.push_back({std::string(fault.description->name),
                                    m_clock.now() - (machine.elapsed - fault.course.onset()),
                                    fault.sensor ? std::string(signalOf(*fault.sensor).name) : std::string(),
                                    fault.course.severity(machine.elapsed), fault.course.worst(),
                                    fault.course.repaired()});
    }
    return state;
}

std::vector<FaultKind> SignalSimulator::faultKinds()
{
    std::vector<FaultKind> kinds;
    for (const FaultDescription &one : faultTable())
        kinds.push_back({std::string(one.name),
                         QCoreApplication::translate("rig::simulator", one.title).toStdString(),
                         one.effects.empty()});
    return kinds;
}

Result<std::vector<SignalSimulator::Machine *>> SignalSimulator::chosen(const std::string &id)
{
    std::vector<Machine *> all;
    if (!id.empty())
        return find(id).map([&](Machine *one) { return std::vector{one}; });
    for (Machine &machine : m_machines)
        all.push_back(&machine);
    return all;
}

Result<SignalSimulator::Machine *> SignalSimulator::find(const std::string &id)
{
    const auto found = std::find_if(m_machines.begin(), m_machines.end(),
                                    [&](const Machine &machine) { return machine.id == id; });
    if (found == m_machines.end())
        return failure(ErrorKind::notFound,
                       tr("Machine '%1' is not simulated here.").arg(QString::fromStdString(id)));
    return &*found;
}

} // namespace rig::simulator
