#include "storage/historyupkeeptables.h"

#include "storage/retentionrows.h"

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
    // What comes now goes before what came before there were rollups, or before there were those of 30 s.
    auto marked = markBacklog(**connection);
    if (!marked || *marked)
        return marked;
    return m_missing.make(**connection);
}

Result<std::optional<DroppedHistory>> HistoryUpkeepTables::dropExpired()
{
    return m_session.connection().and_then(
        [](Connection *connection) { return storage::dropExpired(*connection); });
}

Done HistoryUpkeepTables::followPlant()
{
    return m_session.connection().and_then([](Connection *connection) {
        return connection->run("select rig.follow_plant()").map([](const Rows &) {});
    });
}

} // namespace rig::storage
