#pragma once

#include "domain/ports/simulator.h"
#include "simulator/machinesignals.h"

#include <QJsonObject>

#include <string>
#include <vector>

class QIODevice;

namespace rig::simulator {

/// A fault that is known beforehand.
struct PlannedFault
{
    FaultInjection injection;
    Elapsed onset{0};
};

/// A time in which the machine is ordered to stand still.
struct PlannedStop
{
    Elapsed from{0};
    Elapsed to{0};
};

struct PlannedInterval
{
    Quantity sensor{};
    std::chrono::milliseconds interval{0};
};

/// Everything that happens to one simulated machine in one run, which therefore can be repeated.
struct SimulationRun
{
    std::string machine;
    std::uint64_t seed = 1;
    std::optional<std::uint64_t> character;
    double rate = 1; ///< readings per second, 1 to 20
    Elapsed duration{0};
    Instant start{};
    bool dayByStart = false; ///< the hall's day follows the rows' times, in UTC; else the machine's start is
                             ///< at eight in it
    bool cold = false;       ///< begins at rest and cold; else half an hour after a start
    std::vector<PlannedFault> faults;
    std::vector<PlannedStop> stops;
    std::vector<PlannedInterval> intervals;
};

/// Writes a run as CSV: `timestamp` and the 50 sensors, a row for each reading, an empty cell where a sensor
/// sends nothing. `share` of it, 0 to 1, is told now and then; false ends it there. The rows written.
Result<std::int64_t> writeCsv(const SimulationRun &run, QIODevice &file,
                              const std::function<bool(double share)> &goesOn);

/// What really happened: which faults, from when, how badly, and which sensors they move: of a fault of the
/// machine all of movesOf() at the severity it grows to, in a machine of this character, as jsonOf() has
/// them; none where it is too slight to move any. Takes some 40 ms a fault.
QJsonObject truthOf(const SimulationRun &run);

} // namespace rig::simulator
