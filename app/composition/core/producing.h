#pragma once

#include "composition/core/servers.h"
#include "domain/clock.h"
#include "domain/ports/recordsink.h"
#include "local/heldbacksink.h"

#include <map>
#include <memory>

namespace rig::composition {

/// Where each partition goes on, as far as keep has stored it.
using StoredOffsets = std::map<std::int32_t, std::int64_t>;

/// A writer to the in-process broker that waits for keep, so that the broker drops nothing that is not
/// stored. `stored` is asked on the writer's thread.
std::unique_ptr<local::HeldBackSink> holdBack(std::unique_ptr<RecordSink> sink,
                                              const settings::BusSettings &bus,
                                              std::function<Result<StoredOffsets>()> stored,
                                              const Clock &clock);

/// A writer to the chosen broker, whose topic is there when this returns: made where it is missing. To an
/// in-process broker it waits for keep, whose offsets it reads in the database of the program that broker
/// belongs to. One thread writes to it. `clock` must outlive it.
Result<std::unique_ptr<RecordSink>> openProducer(const ServerChoice &choice, const Clock &clock);

} // namespace rig::composition
