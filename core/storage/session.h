#pragma once

#include "storage/connection.h"

namespace rig::storage {

/// A connection that is made when it is needed, checked once, and made again after it broke. One thread owns
/// it.
class Session
{
public:
    Session(settings::DatabaseAddress address, WaitCheck interrupted);

    /// The live connection, or why there is none. A new one has its schema checked first: `refused` when it
    /// is not the program's. None is begun where `interrupted` gives up: `cancelled`.
    Result<Connection *> connection();

    const settings::DatabaseAddress &address() const { return m_address; }

private:
    settings::DatabaseAddress m_address;
    WaitCheck m_interrupted;
    std::unique_ptr<Connection> m_connection;
};

/// The identity of the database behind a connection.
Result<std::string> readIdentity(Connection *connection);

} // namespace rig::storage
