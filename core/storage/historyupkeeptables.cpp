#include "storage/historyupkeeptables.h"

namespace rig::storage {

HistoryUpkeepTables::HistoryUpkeepTables(settings::DatabaseAddress address, CrashPoint &crashPoint,
                                         WaitCheck interrupted)
    : m_session(std::move(address), std::move(interrupted)), m_builder(crashPoint)
{
}

Result<bool> HistoryUpkeepTables::buildRollups()
{
    const auto connection = m_session.connection();
    if (!connection)
        return tl::unexpected(connection.error());
    auto built = m_builder.build(**connection);
    if (!built || *built)
        return built;
    // What comes now goes before what came before there were rollups.
    return markBacklog(**connection);
}

} // namespace rig::storage
