#include "composition/core/keep.h"

#include "composition/core/readerphase.h"
#include "storage/keeptables.h"
#include "storage/planttables.h"

namespace rig::composition {

namespace {

pipeline::OpenKeepDatabase keepDatabase(const Database &database, const Clock &clock, CrashPoint &crashPoint)
{
    return [database, &clock, &crashPoint](const WaitCheck &interrupted) {
        return pipeline::KeepDatabase{
            [database, interrupted] { return migrateIfEmpty(database, interrupted); },
            std::make_unique<storage::KeepTables>(database.app, clock, crashPoint, interrupted),
            std::make_unique<storage::PlantTables>(database.app, interrupted)};
    };
}

} // namespace

Keep::Keep(const Servers &servers, const std::string &defaultMachine, const std::string &installation,
           settings::RoleLock lock, const Clock &clock, CrashPoint &crashPoint)
    : m_lock(std::move(lock)),
      m_store(keepDatabase(servers.database, clock, crashPoint), defaultMachine, clock),
      m_reader(streamBus(servers, "keep", installation, clock), m_store, clock)
{
}

ReaderStatus Keep::status() const
{
    const auto store = m_store.status();
    const auto poll = m_reader.status();
    ReaderStatus status;
    status.phase = readerPhase(store->databaseThere, store->plantThere, *poll);
    status.databaseThere = store->databaseThere;
    status.trouble = store->trouble ? store->trouble : poll->trouble;
    status.tries = store->tries;
    status.nextTry = store->nextTry;
    status.partitions = store->next.size();
    status.stored = store->stored;
    status.rejected = store->rejected;
    status.repeated = store->repeated;
    status.unknownNames = store->unknownNames;
    status.storedUpTo = store->storedUpTo;
    status.plantRevision = store->plantRevision;
    status.behind = recordsBehind(*poll, store->next);
    return status;
}

} // namespace rig::composition
