#include "storage/planttables.h"

#include "storage/plantrows.h"

#include <algorithm>

namespace rig::storage {

namespace {

/// `repeatable read`: the tables are read one after the other and must belong to one revision.
Result<Transaction> begin(Connection &connection, const char *first)
{
    auto transaction = Transaction::begin(connection);
    if (transaction)
        if (auto done = connection.runAll(first); !done)
            return tl::unexpected(done.error());
    return transaction;
}

} // namespace

PlantTables::PlantTables(settings::DatabaseAddress address, WaitCheck interrupted)
    : m_session(std::move(address), std::move(interrupted))
{
}

Result<std::int64_t> PlantTables::revision()
{
    return m_session.connection()
        .and_then(
            [](Connection *connection) { return connection->run("select revision from rig.plant_revision"); })
        .map([](const Rows &rows) { return rows.integer(0, 0); });
}

Result<PlantPtr> PlantTables::load()
{
    return load(std::optional<Instant>());
}

Result<PlantPtr> PlantTables::loadMaintainedSince(Instant since)
{
    return load(std::optional(since));
}

Result<PlantPtr> PlantTables::load(const std::optional<Instant> &maintainedSince)
{
    auto connection = m_session.connection();
    if (!connection)
        return tl::unexpected(connection.error());
    auto transaction = begin(**connection, "set transaction isolation level repeatable read, read only");
    if (!transaction)
        return tl::unexpected(transaction.error());
    return readPlantRows(**connection, maintainedSince);
}

Result<PlantPtr> PlantTables::alter(const Change &change)
{
    auto connection = m_session.connection();
    if (!connection)
        return tl::unexpected(connection.error());
    auto transaction = Transaction::begin(**connection);
    if (!transaction)
        return tl::unexpected(transaction.error());
    auto present = holdPlantRows(**connection);
    if (!present)
        return present;
    auto next = change((*present)->definition());
    if (!next)
        return tl::unexpected(next.error());
    auto plant = storeNextPlant(**connection, *present, std::move(*next));
    if (!plant)
        return plant;
    if (Done committed = transaction->commit(); !committed)
        return tl::unexpected(committed.error());
    return plant;
}

} // namespace rig::storage
