#pragma once

#include "composition/core/readeroffsets.h"
#include "domain/systemstatus.h"
#include "storage/storefacts.h"

namespace rig::composition {

/// Which servers this installation works with and how they are, asked once. What could not be asked is
/// absent.
struct StatusReport
{
    ServerInUse broker;
    ServerInUse database;
    QString topic;
    std::optional<int> schemaVersion;
    QString workingRole; ///< by the settings
    QString owningRole;
    std::optional<storage::StoreFacts> store;
    std::optional<ReaderOffsets> offsets;
    std::optional<Error> offsetsTrouble; ///< why they are not known while both servers are there
    QStringList notices;                 ///< what must be said for as long as these servers are in use

    bool allUsable() const { return !broker.trouble && !database.trouble; }
};

/// Waits some 40 s where nothing answers.
StatusReport reportStatus(const ServerChoice &choice);

} // namespace rig::composition
