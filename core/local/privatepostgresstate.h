#pragma once

#include <cstdint>

namespace rig::local {

/// How the private PostgreSQL of an installation is. A value.
struct PrivatePostgresState
{
    enum class Phase
    {
        absent, ///< never made
        stopped,
        starting, ///< or stopping: it is there and takes no connections
        running,
    };

    Phase phase = Phase::absent;
    int version = 0;          ///< PostgreSQL's major version; 0 while absent
    std::int64_t process = 0; ///< of the server; 0 while there is none
    bool adopted = false;     ///< it ran already when we wanted it
};

} // namespace rig::local
