#pragma once

#include "simulator/sensorintervals.h"
#include "simulator/simulationrun.h"

namespace rig::simulator {

/// The readings of a run, one after the other. One thread.
class SimulatedRows
{
public:
    explicit SimulatedRows(const SimulationRun &run);

    /// The next reading; false after the last.
    bool next();
    /// Since the beginning of the run, of the reading that next() gave; where that said false, the end.
    Elapsed now() const { return m_now; }
    /// Of that reading, one per row of signalTable(); NaN where the sensor sends nothing.
    const std::vector<double> &values() const { return m_values; }
    const Character &character() const { return m_signals.character(); }
    /// Those that are there or still to come.
    const std::vector<MachineSignals::ActiveFault> &faults() const { return m_signals.faults(); }
    /// Since the beginning of the run.
    Elapsed onsetOf(const MachineSignals::ActiveFault &fault) const
    {
        return fault.course.onset() - m_offset;
    }

private:
    SimulationRun m_run;
    Elapsed m_offset; ///< what the machine has behind it when the run begins
    MachineSignals m_signals;
    SensorIntervals m_intervals;
    std::int64_t m_taken = 0;
    Elapsed m_now{0};
    std::vector<double> m_values;
};

} // namespace rig::simulator
