#include "composition/window/latesimulator.h"

#include <QCoreApplication>

namespace rig::composition {

template <class Call> Done LateSimulator::with(Call call)
{
    const std::lock_guard lock(m_guard);
    if (m_simulator)
        return call(*m_simulator);
    return failure(ErrorKind::notFound,
                   QCoreApplication::translate("rig::composition::LateSimulator",
                                               "This program simulates no machines at the moment."));
}

void LateSimulator::set(Simulator *simulator)
{
    const std::lock_guard lock(m_guard);
    m_simulator = simulator;
}

Done LateSimulator::start(const std::string &machine)
{
    return with([&](Simulator &simulator) { return simulator.start(machine); });
}

Done LateSimulator::stop(const std::string &machine)
{
    return with([&](Simulator &simulator) { return simulator.stop(machine); });
}

Done LateSimulator::setRate(double rate, const std::string &machine)
{
    return with([&](Simulator &simulator) { return simulator.setRate(rate, machine); });
}

Done LateSimulator::setInterval(const std::string &sensor, std::chrono::milliseconds interval,
                                const std::string &machine)
{
    return with([&](Simulator &simulator) { return simulator.setInterval(sensor, interval, machine); });
}

Done LateSimulator::inject(const std::string &machine, const FaultInjection &injection)
{
    return with([&](Simulator &simulator) { return simulator.inject(machine, injection); });
}

Done LateSimulator::clear(const std::string &machine)
{
    return with([&](Simulator &simulator) { return simulator.clear(machine); });
}

SimulationState LateSimulator::state() const
{
    const std::lock_guard lock(m_guard);
    return m_simulator ? m_simulator->state() : SimulationState{};
}

} // namespace rig::composition
