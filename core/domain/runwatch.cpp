#include "domain/runwatch.h"

namespace rig {

RunWatch::RunWatch(const MachineLayout &layout) : m_layout(&layout)
{
    m_memory.sensors.resize(layout.columns().size());
}

RunState RunWatch::next(const Reading &reading)
{
    m_events.clear();
    judge(reading, *m_layout, true, m_memory, m_events);
    return runAt(reading.at, *m_layout, m_memory);
}

} // namespace rig
