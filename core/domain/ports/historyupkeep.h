#pragma once

#include "domain/result.h"

namespace rig {

/// Keeps the stored past fast to read. Several nodes may share the work. One thread owns it; errors as in
/// KeepStore.
class HistoryUpkeep
{
public:
    virtual ~HistoryUpkeep() = default;

    /// Builds rollups whose time has come, a bounded piece of them; true while more is due.
    virtual Result<bool> buildRollups() = 0;
};

} // namespace rig
