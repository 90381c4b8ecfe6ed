#include "storage/changetables.h"

#include "storage/audittable.h"
#include "storage/findingrows.h"
#include "storage/maintenancerows.h"
#include "storage/noterows.h"
#include "storage/plantrows.h"
#include "storage/readerpositions.h"
#include "storage/retentionrows.h"

namespace rig::storage {

class ChangeTables::OpenChange : public Change
{
public:
    OpenChange(Connection &connection, Transaction transaction)
        : m_connection(connection), m_transaction(std::move(transaction)), m_audit(connection)
    {
    }

    Result<std::optional<AuditRecord>> recorded(const std::string &commandId) override
    {
        return m_audit.find(commandId);
    }

    Result<PlantPtr> holdPlant() override
    {
        auto plant = holdPlantRows(m_connection);
        if (plant)
            m_plant = *plant;
        return plant;
    }

    Result<PlantPtr> storePlant(PlantDefinition next) override
    {
        return storeNextPlant(m_connection, m_plant, std::move(next));
    }

    Result<bool> passGap(const AcceptGap &gap) override
    {
        ReaderPositions positions(gap.reader);
        return positions.streamNumber(m_connection, gap.stream)
            .and_then([&](int stream) {
                return positions.advance(m_connection, stream, {{gap.partition, gap.from, gap.to}});
            })
            .map([](const std::vector<std::int32_t> &lost) { return lost.empty(); });
    }

    Result<Retention> holdRetention() override { return storage::holdRetention(m_connection); }
    Done storeRetention(const Retention &next) override
    {
        return storage::storeRetention(m_connection, next);
    }

    Result<std::optional<HeldFinding>> holdFinding(std::int64_t id) override
    {
        return storage::holdFinding(m_connection, id);
    }
    Done storeMark(std::int64_t id, const std::optional<MarkOfFinding> &mark) override
    {
        return storage::storeMark(m_connection, id, mark);
    }
    Result<std::vector<Maintenance>> maintenanceOf(const std::string &machine,
                                                   const std::string &sensor) override
    {
        return storage::maintenanceOf(m_connection, machine, sensor);
    }
    Done addMaintenance(const Maintenance &maintenance) override
    {
        return storage::addMaintenance(m_connection, maintenance);
    }
    Done endMaintenance(const Maintenance &maintenance, Instant at) override
    {
        return storage::endMaintenance(m_connection, maintenance, at);
    }

    Result<std::int64_t> countNotes(const std::string &machine) override
    {
        return storage::countNotes(m_connection, machine);
    }
    Result<std::int64_t> addNote(const Note &note) override { return storage::addNote(m_connection, note); }
    Result<std::optional<Note>> holdNote(std::int64_t id) override
    {
        return storage::holdNote(m_connection, id);
    }
    Done removeNote(std::int64_t id) override { return storage::removeNote(m_connection, id); }

    Done record(const AuditRecord &record) override { return m_audit.append(record); }
    Done commit() override { return m_transaction.commit(); }

private:
    Connection &m_connection;
    Transaction m_transaction;
    AuditTable m_audit;
    PlantPtr m_plant; ///< as held
};

ChangeTables::ChangeTables(settings::DatabaseAddress address, WaitCheck interrupted)
    : m_session(std::move(address), std::move(interrupted))
{
}

Result<std::unique_ptr<Change>> ChangeTables::begin()
{
    auto connection = m_session.connection();
    if (!connection)
        return tl::unexpected(connection.error());
    return Transaction::begin(**connection).map([&](Transaction transaction) {
        return std::unique_ptr<Change>(new OpenChange(**connection, std::move(transaction)));
    });
}

} // namespace rig::storage
