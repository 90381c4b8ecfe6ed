#include "storage/session.h"

#include "storage/schema.h"

#include <QCoreApplication>

namespace rig::storage {

namespace {

Error notBegun(const settings::DatabaseAddress &address)
{
    return {ErrorKind::cancelled,
            QCoreApplication::translate("rig::storage::Session",
                                        "Database %1: stopped before it was connected to.")
                .arg(address.label()),
            address.setting};
}

} // namespace

Session::Session(settings::DatabaseAddress address, WaitCheck interrupted)
    : m_address(std::move(address)), m_interrupted(std::move(interrupted))
{
}

Result<Connection *> Session::connection()
{
    if (m_connection && m_connection->alive())
        return m_connection.get();
    m_connection.reset();
    // A server that hangs takes its time to refuse, and nothing ends that wait.
    if (m_interrupted && m_interrupted({}))
        return tl::unexpected(notBegun(m_address));
    auto opened = Connection::open(m_address, m_interrupted);
    if (!opened)
        return tl::unexpected(opened.error());
    if (Done current = requireCurrentSchema(**opened); !current)
        return tl::unexpected(current.error());
    m_connection = std::move(*opened);
    return m_connection.get();
}

Result<std::string> readIdentity(Connection *connection)
{
    return connection->run("select id from rig.store").map([](const Rows &rows) {
        return std::string(rows.text(0, 0));
    });
}

} // namespace rig::storage
