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
    std::optional<Instant> recordTime; ///< of the newest value, at most its arrival; none: never had one

    bool operator==(const SensorMemory &) const = default;
};

/// What the next decision about one machine needs. Stored with the judge's offset, so that a restart goes on
/// as if there had been none.
struct MachineMemory
{
    /// As its rule tells it, also while it is in maintenance (runAt): after that it goes on from there.
    RunState run = RunState::unknown;
    std::optional<Instant> startingSince; ///< record time, while at or above the threshold and starting
    std::optional<Instant> newestAt;      ///< source time of the newest reading, at most its record's
    std::int32_t partition = -1;          ///< where its newest reading came from; -1: none came
    std::vector<SensorMemory> sensors;    ///< by slot

    bool operator==(const MachineMemory &) const = default;
};

/// What is judged this long after it happened is late.
inline constexpr std::chrono::seconds lateAfter{30};

/// How long a value may stay away before it is stale: three intervals, at least 2 s.
milliseconds staleAfter(milliseconds interval);
/// How long before it is bad: ten intervals, at least 20 s.
milliseconds badAfter(milliseconds interval);

/// Judges one reading in the order of its partition: the machine's state first, then every value against its
/// limits. A limit is raised beyond it and returns at or inside it by the deadband; raised and returned are
/// appended to `events`. A machine that is stopped or in maintenance raises no limits, nor does a sensor in
/// maintenance, and those that stood return with the reading that says so; so do, with the sensor's next
/// value, limits that are no longer in the plant. Whether values stay away is judged all the same.
///
/// A value that comes after it was missed by the records' own times was stale in between, however seldom
/// anybody looked. One that is stale already when it comes, because the producer's clock or the bus is
/// behind, does not end staleness. Allocates nothing while nothing changes.
void judge(const Reading &reading, const MachineLayout &layout, bool late, MachineMemory &memory,
           std::vector<LimitEvent> &events);

/// What comes to pass without a reading: raises what has become stale by `until`, in every machine state and
/// at the instant from which it counts; returns everything of machines and sensors that are no longer read,
/// and forgets their values. `now` is the clock's.
void judgeAbsence(Instant until, Instant now, const MachineLayout &layout, MachineMemory &memory,
                  std::vector<LimitEvent> &events);

/// The first instant of which `judgeAbsence` has something to say if nothing comes; none when it never has.
std::optional<Instant> nextAbsence(const MachineLayout &layout, const MachineMemory &memory);

/// The state of a machine at an instant of its source, as far as the readings before told it.
RunState runAt(Instant at, const MachineLayout &layout, const MachineMemory &memory);

/// Where a sensor that is not in maintenance stands, for a screen.
LimitState limitState(const SensorMemory &memory, RunState run);

} // namespace rig
