#pragma once

#include "domain/machinescore.h"

namespace rig {

/// Takes how unusual machines are as models say it, before it is stored. Any thread; never waits for long.
class ScoreSink
{
public:
    virtual ~ScoreSink() = default;

    virtual void take(const MachineScore &score) = 0;
};

} // namespace rig
