#include "composition/window/latesimulator.h"

#include <QCoreApplication>

namespace rig::composition {

template <class Call> Done LateSimulator::with(Call call)
{
    if (Simulator *simulator = m_simulator)
        return call(*simulator);
    return failure(ErrorKind::notFound,
                   QCoreApplication::translate("rig::composition::LateSimulator",
                                               "This program simulates no machines at the moment."));
}

Done LateSimulator::start(const std::string &machine)
{
    return with([&](Simulator &simulator) { return simulator.start(machine); });
}

Done LateSimulator::stop(const std::string &machine)
{
    return with([&](Simulator &simulator) { return simulator.stop(machine); });
}

Done LateSimulator::setRate(double rate)
{
    return with([&](Simulator &simulator) { return simulator.setRate(rate); });
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
    const Simulator *simulator = m_simulator;
    return simulator ? simulator->state() : SimulationState{};
}

} // namespace rig::composition
