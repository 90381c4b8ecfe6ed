#pragma once

#include <QString>

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
    int upgradedFrom = 0;     ///< the major version that this start took it from; 0: it did not
    QString upgradeTrouble;   ///< why this start could not take it to a newer one that is installed
};

} // namespace rig::local
