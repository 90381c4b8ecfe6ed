#pragma once

#include "composition/core/localservers.h"
#include "domain/ports/findingarchive.h"
#include "domain/ports/healtharchive.h"
#include "domain/ports/history.h"
#include "domain/ports/notearchive.h"
#include "domain/ports/plantsource.h"
#include "domain/waitcheck.h"

#include <memory>

namespace rig::composition {

// What a database has that becomes known later, and may be another one later still. `servers` outlives them;
// each is used on one thread. `unavailable` while there is no database.

std::unique_ptr<PlantSource> latePlant(const LocalServers &servers, WaitCheck interrupted);
std::unique_ptr<History> lateHistory(const LocalServers &servers, WaitCheck interrupted);
std::unique_ptr<FindingArchive> lateFindings(const LocalServers &servers, WaitCheck interrupted);
std::unique_ptr<NoteArchive> lateNotes(const LocalServers &servers, WaitCheck interrupted);
std::unique_ptr<HealthArchive> lateHealth(const LocalServers &servers, WaitCheck interrupted);

/// That it is not there yet.
tl::unexpected<Error> noDatabaseYet();

} // namespace rig::composition
