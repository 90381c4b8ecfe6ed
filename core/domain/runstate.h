#pragma once

#include <cstdint>

namespace rig {

/// What a machine does. The numbers are stored in the database: append, never renumber.
enum class RunState : std::int16_t
{
    unknown = 0,
    running = 1,
    starting = 2,
    stopped = 3,
    maintenance = 4
};

} // namespace rig
