#pragma once

#include "domain/ports/changes.h"

namespace rig::access {

// The rules and changes of notes.

/// The answer. refused as check() has it, and where the machine has as many as it may; notFound where the
/// plant has no such machine or sensor.
Result<QString> pinNote(const PinNote &pin, Change &change, AuditRecord &record);

/// The answer. notFound where there is none; refused for another operator than its author.
Result<QString> unpinNote(const UnpinNote &unpin, Change &change, AuditRecord &record);

} // namespace rig::access
