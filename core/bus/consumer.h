#pragma once

#include "domain/clock.h"
#include "domain/ports/recordsource.h"
#include "settings/settings.h"

#include <memory>

namespace rig::bus {

/// Who we are in a consumer group. `instance` is stable across restarts and unique in the group: a process
/// that was killed gets its partitions back at once, and a second one with the same instance throws the first
/// out.
struct GroupMember
{
    std::string group;
    std::string instance;
};

/// Joins the group to read the topic of the settings. Never waits for a broker: that there is none, or that
/// the topic is missing, comes as trouble from `poll` until it changes. badConfiguration where a setting is
/// unusable.
///
/// Nothing is ever committed to the broker; where to begin is the caller's, in `start`. The member does not
/// leave the group when it is destroyed: a planned stop hands its partitions over when its session of 6 s has
/// run out. `poll` may exceed its patience by one second while it asks the broker about an offset or whether
/// it is back. `clock` must outlive the source.
Result<std::unique_ptr<RecordSource>> joinGroup(const settings::BusSettings &settings,
                                                const GroupMember &member, const Clock &clock);

/// Reads every partition of the topic without a group: for who shows what happens, and for the in-process
/// broker, where groups do not work. `fromEnd` begins behind what is there, and there again where its place
/// has aged out, and nobody needs to call `start`. Partitions that are added later are noticed within 5 s:
/// who reads from the end gets them from their beginning, everybody else a new assignment of all. Otherwise
/// as joinGroup.
Result<std::unique_ptr<RecordSource>> readAll(const settings::BusSettings &settings, bool fromEnd,
                                              const Clock &clock);

} // namespace rig::bus
