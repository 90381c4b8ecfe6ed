#pragma once

#include "domain/ports/changes.h"

namespace rig::access {

// The rules and changes of maintenance. Those of one machine, or of one sensor of it, have no instant in
// common: whoever puts something into maintenance that is in it already learns of the other one and why, and
// one end is enough for it to be judged again. A machine and its sensor may be in maintenance at once.

/// The answer. refused as check() has it; notFound where the plant has no such machine or sensor; conflict
/// where there is one within that time.
Result<QString> putIntoMaintenance(const PutIntoMaintenance &put, Change &change, AuditRecord &record);

/// The answer. notFound where none is there to be ended.
Result<QString> endMaintenance(const EndMaintenance &end, Change &change, AuditRecord &record);

} // namespace rig::access
