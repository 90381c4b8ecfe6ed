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
    : m_topic(options.topic),
      m_keys(messageKeys()),
      m_sink(sink),
      m_clock(clock),
      m_rate(options.rate),
      m_due(clock.steady()),
      m_period(periodOf(options.rate))
{
    for (const std::string &id : options.machines)
        m_machines.push_back({id, MachineSignals(id, options.seed), ReadingMessage(id), {}});
}

SignalSimulator::Tick SignalSimulator::tick()
{
    Tick tick;
    std::vector<std::string> payloads;
    {
        const std::lock_guard lock(m_guard);
        const nanoseconds now = m_clock.steady();
        if (takeDue(now)) {
            const auto late = std::chrono::duration_cast<std::chrono::microseconds>(now - (m_due - m_period));
            payloads = sample(m_clock.now() - late);
        }
    }
    write(payloads, tick);
    const std::lock_guard lock(m_guard);
    tick.untilNext = std::max(nanoseconds{0}, m_due - m_clock.steady());
    tick.next = m_elapsed;
    return tick;
}

void SignalSimulator::write(const std::vector<std::string> &payloads, Tick &tick)
{
    const nanoseconds deadline = m_clock.steady() + patience;
    for (std::size_t i = 0; i < payloads.size(); ++i) {
        const auto left = std::chrono::floor<milliseconds>(deadline - m_clock.steady());
        // The ids never change, so they are read without the guard.
        const Done done = m_sink.write({m_topic, m_machines[i].id, payloads[i], Origin::simulated, {}},
                                       std::max(left, 0ms));
        ++(done ? tick.written : tick.dropped);
        if (!done && !tick.trouble)
            tick.trouble = done.error();
    }
}

/// Moves on to the sample that is due; false where none is yet.
bool SignalSimulator::takeDue(nanoseconds now)
{
    if (now < m_due)
        return false;
    const auto behind = now - m_due;
    const auto steps = behind > latestCatchingUp ? behind / m_period + 1 : 1;
    m_due += steps * m_period;
    m_elapsed += std::chrono::duration_cast<Elapsed>(steps * m_period);
    return true;
}

std::vector<std::string> SignalSimulator::sample(Instant at)
{
    std::vector<std::string> payloads;
    for (Machine &machine : m_machines) {
        machine.signals.sample(m_elapsed, m_values);
        machine.message.begin(at);
        for (std::size_t i = 0; i < m_values.size(); ++i)
            machine.message.add(m_keys[i], m_values[i]);
        payloads.emplace_back(machine.message.finished());
    }
    return payloads;
}

Done SignalSimulator::start(const std::string &machine)
{
    const std::lock_guard lock(m_guard);
    return find(machine).map([&](Machine *one) { one->signals.start(m_elapsed); });
}

Done SignalSimulator::stop(const std::string &machine)
{
    const std::lock_guard lock(m_guard);
    return find(machine).map([&](Machine *one) { one->signals.stop(m_elapsed); });
}

Done SignalSimulator::setRate(double rate)
{
    if (!(rate >= slowest && rate <= fastest))
        return failure(ErrorKind::refused, tr("A simulated machine sends 1 to 20 readings per second."));
    const std::lock_guard lock(m_guard);
    const nanoseconds last = m_due - m_period;
    m_rate = rate;
    m_period = periodOf(rate);
    m_due = std::max(last + m_period, m_clock.steady());
    return {};
}

Done SignalSimulator::inject(const std::string &machine, const FaultInjection &injection)
{
    const auto kinds = faultKinds();
    if (std::none_of(kinds.begin(), kinds.end(),
                     [&](const auto &kind) { return kind.name == injection.fault; }))
        return failure(ErrorKind::notFound, tr("A simulated machine cannot have the fault '%1'.")
                                                .arg(QString::fromStdString(injection.fault)));
    if (injection.growth < 1s || injection.growth > 24h * 30 ||
        !(injection.severity > 0 && injection.severity <= 1))
        return failure(ErrorKind::refused,
                       tr("A fault grows within 1 second to 30 days to a severity above 0 "
                          "and at most 1."));
    const std::lock_guard lock(m_guard);
    return find(machine).map([&](Machine *one) {
        one->signals.wear(injection, m_elapsed);
        one->faults = {{injection.fault, m_clock.now()}};
    });
}

Done SignalSimulator::clear(const std::string &machine)
{
    const std::lock_guard lock(m_guard);
    return find(machine).map([](Machine *one) {
        one->signals.repair();
        one->faults.clear();
    });
}

SimulationState SignalSimulator::state() const
{
    const std::lock_guard lock(m_guard);
    SimulationState state;
    state.rate = m_rate;
    state.kinds = faultKinds();
    for (const Machine &machine : m_machines)
        state.machines[machine.id] = {machine.signals.running(), machine.faults};
    return state;
}

std::vector<FaultKind> SignalSimulator::faultKinds()
{
    return {{std::string(bearingWear), tr("Bearing wear").toStdString()}};
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
