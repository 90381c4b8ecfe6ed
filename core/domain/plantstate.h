#pragma once

#include "domain/machinescore.h"
#include "domain/origin.h"
#include "domain/outlook.h"
#include "domain/plant.h"
#include "domain/quality.h"
#include "domain/reading.h"

namespace rig {

/// Where a value stands among its limits; `unjudged` where there is no usable value, the machine is stopped
/// or in maintenance, or the sensor is in maintenance.
enum class LimitState : std::uint8_t
{
    unjudged,
    normal,
    lo,
    hi,
    loLo,
    hiHi
};

/// The newest of one sensor.
struct SensorState
{
    double value = noValue; ///< the last one there was, however old
    Quality quality = Quality::bad;
    QualityReason reason = QualityReason::none;
    Origin origin = Origin::field;
    LimitState limit = LimitState::unjudged;
    std::optional<Instant> recordTime; ///< of that value; its age counts from here; absent: never had one
    double average = noValue;          ///< over the last 60 s
    /// In which the sensor itself is at the state's time; null: in none.
    std::shared_ptr<const Maintenance> maintenance{};
};

struct MachineState
{
    std::int32_t machine = 0; ///< its number in the plant
    RunState run = RunState::unknown;
    std::optional<Instant> recordTime; ///< of its newest reading
    Origin origin = Origin::field;     ///< of its newest reading
    std::vector<SensorState> sensors;  ///< by slot
    /// In which it is at the state's time; null: in none.
    std::shared_ptr<const Maintenance> maintenance{};
    /// What models said last, however long ago; none where they do not judge it in this process.
    std::optional<MachineScore> score{};
    /// Where it is going, as it was told last, however long ago; null where nothing tells it.
    std::shared_ptr<const Outlook> outlook{};
};

/// What every view shows. Whether it is now or last night is in it, and nothing else tells.
struct PlantState
{
    enum class Mode
    {
        live,
        paused,
        replay
    };

    PlantPtr plant; ///< never null; empty before one is known
    Instant time;   ///< the instant it is the state of; ages are measured against this
    Mode mode = Mode::live;
    /// When the plant was kept, while the database could not be asked for the newest one.
    std::optional<Instant> plantKeptAt;
    std::vector<MachineState> machines; ///< in the plant's order, retired ones too
};

/// One step of a sensor's recent past, 500 ms of record time.
struct TraceStep
{
    double low = noValue; ///< no value in any of the three: a gap
    double high = noValue;
    double last = noValue;
};

} // namespace rig
