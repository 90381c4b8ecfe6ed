#include "simulator/simulatedrows.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rig::simulator {

using namespace std::chrono_literals;

namespace {

/// What a machine that has been running already has behind it: every lag of its heat many times.
constexpr Elapsed warmUp = 30min;

MachineSignals begun(const SimulationRun &run, Elapsed offset)
{
    const Elapsed begins = run.dayByStart ? timeOfDay(run.start) - offset : firstHour;
    MachineSignals signals(run.machine, run.seed, run.character, begins);
    signals.start(Elapsed{0});
    for (const PlannedFault &fault : run.faults)
        signals.inject(fault.injection, offset + fault.onset);
    return signals;
}

bool stands(const SimulationRun &run, Elapsed now)
{
    return std::ranges::any_of(run.stops,
                               [&](const PlannedStop &stop) { return now >= stop.from && now < stop.to; });
}

} // namespace

SimulatedRows::SimulatedRows(const SimulationRun &run)
    : m_run(run), m_offset(run.cold ? Elapsed{0} : warmUp), m_signals(begun(run, m_offset))
{
    for (const PlannedInterval &planned : run.intervals)
        m_intervals.set(planned.sensor, planned.interval, m_offset);
}

bool SimulatedRows::next()
{
    m_now = Elapsed(std::llround(static_cast<double>(m_taken) * 1e6 / m_run.rate));
    if (m_now >= m_run.duration)
        return false;
    ++m_taken;
    // Only what is sampled can be told, so an order shows from the next row on.
    if (stands(m_run, m_now))
        m_signals.stop(m_offset + m_now);
    else
        m_signals.start(m_offset + m_now);
    m_signals.sample(m_offset + m_now, m_values);
    for (std::size_t i = 0; i < m_values.size(); ++i)
        if (!m_intervals.takeDue(i, m_offset + m_now))
            m_values[i] = std::numeric_limits<double>::quiet_NaN();
    return true;
}

} // namespace rig::simulator
