#include "composition/core/simulation.h"

#include "bus/producer.h"

#include <algorithm>

namespace rig::composition {

using namespace std::chrono_literals;

namespace {

/// Readings per second and machine from the start: enough to see a machine move, little to keep for days.
constexpr double demoRate = 5;

/// The least a machine can wait for its next sample, so that a stop is noticed soon.
constexpr auto longestSleep = 200ms;

} // namespace

std::vector<std::string> machinesToSimulate(const Plant &plant)
{
    std::vector<std::string> machines;
    for (const MachineLayout &layout : plant.machines())
        if (!layout.machine().retired &&
            std::ranges::any_of(simulator::signalTable(), [&](const simulator::Signal &signal) {
                return layout.slotOf(signal.name) >= 0;
            }))
            machines.push_back(layout.machine().id);
    return machines;
}

Result<std::unique_ptr<Simulation>> Simulation::start(const Servers &servers,
                                                      std::vector<std::string> machines, Stored stored,
                                                      const Clock &clock)
{
    auto sink = bus::openSink(servers.bus);
    if (!sink)
        return tl::unexpected(sink.error());
    return std::unique_ptr<Simulation>(
        new Simulation(servers.bus, std::move(*sink), std::move(machines), std::move(stored), clock));
}

Simulation::Simulation(const settings::BusSettings &bus, std::unique_ptr<RecordSink> sink,
                       std::vector<std::string> machines, Stored stored, const Clock &clock)
    : m_sink(holdBack(std::move(sink), bus, std::move(stored), clock)),
      m_simulator({bus.topic, machines, 1, demoRate}, *m_sink, clock),
      m_thread("simulator", [this](const std::stop_token &stop) {
          std::chrono::nanoseconds wait{0};
          while (pipeline::sleepUnlessStopped(
              stop, std::chrono::ceil<milliseconds>(std::min<std::chrono::nanoseconds>(wait, longestSleep))))
              wait = m_simulator.tick().untilNext;
      })
{
    for (const std::string &machine : machines)
        m_simulator.start(machine);
}

} // namespace rig::composition
