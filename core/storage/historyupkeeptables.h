#pragma once

#include "domain/ports/historyupkeep.h"
#include "storage/missingrollups.h"
#include "storage/rollupbuilder.h"
#include "storage/session.h"

namespace rig::storage {

/// The upkeep of the history in PostgreSQL. Owns its connection; lives on one thread.
class HistoryUpkeepTables : public HistoryUpkeep
{
public:
    HistoryUpkeepTables(settings::DatabaseAddress address, CrashPoint &crashPoint, WaitCheck interrupted);

    Result<bool> buildRollups() override;
    Result<std::optional<DroppedHistory>> dropExpired() override;
    Done followPlant() override;

private:
    Session m_session;
    RollupBuilder m_builder;
    MissingRollups m_missing;
};

} // namespace rig::storage
