#pragma once

#include "composition/core/servers.h"
#include "domain/clock.h"
#include "domain/readerstatus.h"
#include "pipeline/groupreading.h"

namespace rig::composition {

/// What two workers say of themselves, as the one phase of their reader.
ReaderStatus::Phase readerPhase(bool databaseThere, bool plantThere, const pipeline::PollStatus &poll);

/// Records between where a reader goes on and the end of its partitions; no value before either is known.
std::optional<std::int64_t> recordsBehind(const pipeline::PollStatus &poll,
                                          const std::map<std::int32_t, std::int64_t> &next);

/// How a reader of this role ("keep", "judge") reaches the stream: in the group `rig-<role>-<store>`, as a
/// member that stays the same across restarts of this installation; on the in-process broker without a group.
pipeline::StreamBus streamBus(const Servers &servers, const std::string &role,
                              const std::string &installation, const Clock &clock);

} // namespace rig::composition
