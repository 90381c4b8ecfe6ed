#pragma once

#include "domain/limitevent.h"
#include "domain/plantstate.h"

#include <array>

namespace rig {

/// What the next decision about one sensor of one machine needs.
struct SensorMemory
{
    std::array<bool, 5> standing{};            ///< by LimitName
    std::array<std::int64_t, 5> occurrences{}; ///< likewise: the newest one's number
    std::optional<Instant> recordTime;         ///< of the newest value; none: never had one

    bool operator==(const SensorMemory &) const = default;
};

/// What the next decision about one machine needs. Stored with the judge's offset, so that a restart goes on
/// as if there had been none.
struct MachineMemory
{
    RunState run = RunState::unknown;
    std::optional<Instant> startingSince; ///< record time, while starting
    std::optional<Instant> newestAt;      ///< source time of the newest reading, at most its record's
    std::int32_t partition = -1;          ///< where its newest reading came from; -1: none came
    std::vector<SensorMemory> sensors;    ///< by slot

    bool operator==(const MachineMemory &) const = default;
};

/// How long a value may stay away before it is stale: three intervals, at least 2 s.
milliseconds staleAfter(milliseconds interval);
/// How long before it is bad: ten intervals, at least 20 s.
milliseconds badAfter(milliseconds interval);

/// Judges one reading in the order of its partition: the machine's state first, then every value against its
/// limits. A limit is raised beyond it and returns at or inside it by the deadband; raised and returned are
/// appended to `events`. A stopped machine raises no limits, and those that stood return with the reading
/// that says so; so do limits that are no longer in the plant. Allocates nothing while nothing changes.
void judge(const Reading &reading, const MachineLayout &layout, bool late, MachineMemory &memory,
           std::vector<LimitEvent> &events);

/// Raises what has become stale by `now`, each at the instant from which it counts. In every machine state.
void judgeStaleness(Instant now, const MachineLayout &layout, MachineMemory &memory,
                    std::vector<LimitEvent> &events);

/// The first instant at which a value of the machine becomes stale if nothing comes; none when nothing can.
std::optional<Instant> nextStaleness(const MachineLayout &layout, const MachineMemory &memory);

/// Returns everything that stands, for a machine that is no longer read; as of its newest reading.
void returnAll(const MachineLayout &layout, Instant now, MachineMemory &memory,
               std::vector<LimitEvent> &events);

/// Where a sensor stands, for a screen.
LimitState limitState(const SensorMemory &memory, RunState run);

} // namespace rig
