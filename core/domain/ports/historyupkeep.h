#pragma once

#include "domain/result.h"

#include <string>
#include <vector>

namespace rig {

/// A piece of history that was dropped because it is older than what is to be kept.
struct DroppedHistory
{
    std::string grain; ///< "raw", "10s", "1min"
    std::string day;   ///< "2026-01-12", UTC; "before 2026-01-12" for what lay in no partition of its own
    std::int64_t rows = 0;
    std::int64_t bytes = 0;
};

/// What one look at the retention came to.
struct RetentionRound
{
    std::vector<DroppedHistory> dropped;
    std::vector<std::string> held; ///< days of raw readings that are due and wait for their rollups
    std::optional<Error> trouble;  ///< why one of them could not be dropped now; it is tried again
};

/// Keeps the stored past fast to read and as long as wanted. Several nodes may share the work. One thread
/// owns it; errors as in KeepStore.
class HistoryUpkeep
{
public:
    virtual ~HistoryUpkeep() = default;

    /// Builds rollups whose time has come, a bounded piece of them; true while more is due.
    virtual Result<bool> buildRollups() = 0;
    /// Drops what is older than the settings say.
    virtual Result<RetentionRound> retain() = 0;
};

} // namespace rig
