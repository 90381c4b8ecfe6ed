#pragma once

#include "bus/partitionends.h"
#include "domain/record.h"
#include "domain/result.h"
#include "settings/settings.h"

#include <vector>

namespace rig::bus {

// Questions and orders to a cluster, from any thread. Each call opens a connection of its own and waits at
// most three times the patience. `unavailable` when nobody answers, `refused` when the broker says no.

/// The cluster's own id, with the configured topic, which need not exist.
Result<StreamId> identify(const settings::BusSettings &settings,
                          milliseconds patience = milliseconds(10'000));

/// Creates the configured topic where it is missing, with the configured number of partitions and the
/// broker's own replication factor. An existing one is left as it is. Returns when each partition has a
/// leader that answers, which takes a moment after the making; with its error where one has none for as long
/// as the patience.
Done ensureTopic(const settings::BusSettings &settings, milliseconds patience = milliseconds(10'000));

/// Deletes the configured topic with all that is in it; one that is missing already is as good.
Done removeTopic(const settings::BusSettings &settings, milliseconds patience = milliseconds(10'000));

/// By partition; notFound where the topic is missing.
Result<std::vector<PartitionEnds>> ends(const settings::BusSettings &settings,
                                        milliseconds patience = milliseconds(10'000));

} // namespace rig::bus
