#pragma once

#include "domain/judging.h"

namespace rig {

/// Tells from the readings of one machine, in their order, what it does, as it was judged when they came.
class RunWatch
{
public:
    /// `layout` must outlive it.
    explicit RunWatch(const MachineLayout &layout);

    RunState next(const Reading &reading);

private:
    const MachineLayout *m_layout;
    MachineMemory m_memory;
    std::vector<LimitEvent> m_events; ///< nobody's: kept for its memory
};

} // namespace rig
