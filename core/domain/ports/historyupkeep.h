#pragma once

#include "domain/result.h"

#include <cstdint>
#include <optional>
#include <string>

namespace rig {

/// What of the history was no longer kept.
struct DroppedHistory
{
    std::string grain; ///< `reading`, `rollup_10s`, `rollup_30s`, `rollup_1min`
    std::string day;   ///< ISO; empty where it were rows that had no day of their own
    std::int64_t rows = 0;
};

/// Keeps the stored past fast to read. Several nodes may share the work. One thread owns it; errors as in
/// KeepStore.
class HistoryUpkeep
{
public:
    virtual ~HistoryUpkeep() = default;

    /// Builds rollups whose time has come, a bounded piece of them; true while more is due.
    virtual Result<bool> buildRollups() = 0;

    /// Drops a day, or another bounded piece, of what is no longer kept, with a record in the audit; nothing
    /// where there is none. Readings that are not rolled up yet stay.
    virtual Result<std::optional<DroppedHistory>> dropExpired() = 0;

    /// Lets what other tools read follow a plant that has moved.
    virtual Done followPlant() = 0;
};

} // namespace rig
