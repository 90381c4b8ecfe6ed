#pragma once

#include "domain/ports/recordsink.h"
#include "settings/settings.h"

#include <memory>

namespace rig::bus {

/// Opens a writer to the cluster of the settings. Never waits for a broker. badConfiguration where a setting
/// is unusable.
///
/// A message that is queued is never given up: while the broker is away it waits, and `write` says `full`
/// when 10,000 messages or 32 MiB wait. What is still queued when the sink is destroyed is lost (and logged),
/// so flush first. When `write` says `refused`, the broker does not let us write at all and this sink is
/// done: open another when that has changed. Keys land in the partitions where Java producers put them.
/// Larger than 1 MiB is refused as `damaged`.
Result<std::unique_ptr<RecordSink>> openSink(const settings::BusSettings &settings);

} // namespace rig::bus
