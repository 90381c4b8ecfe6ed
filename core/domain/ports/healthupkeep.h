#pragma once

#include "domain/health.h"
#include "domain/outlook.h"
#include "domain/result.h"
#include "domain/rollup.h"

#include <map>
#include <span>
#include <vector>

namespace rig {

/// Stores how healthy machines are and where they are going. Several nodes may share the work. One thread
/// owns it; errors as in KeepStore.
class HealthUpkeep
{
public:
    virtual ~HealthUpkeep() = default;

    /// The end of the newest minute that was told of each machine, by its number; of others nothing was.
    virtual Result<std::map<std::int32_t, Instant>> toldUpTo() = 0;

    /// The rollups of a machine's minutes from `from` on, ascending, up to the first that is not built with
    /// all that came of it, at most `most`.
    virtual Result<std::vector<Rollup>> minutes(std::int32_t machine, Instant from, std::size_t most) = 0;

    /// Stores an outlook and the minutes that led to it at once; its uptime is added to what was stored.
    /// False where what was told is not of `before` any more: somebody else has told it, and nothing is
    /// stored.
    virtual Result<bool> store(const Outlook &outlook, std::optional<Instant> before,
                               std::span<const HealthPoint> points) = 0;

    /// Drops a bounded piece of what is older than the rollups of a minute are kept for; true while there is
    /// more.
    virtual Result<bool> dropExpired() = 0;
};

} // namespace rig
