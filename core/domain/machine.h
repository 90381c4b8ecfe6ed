#pragma once

#include "domain/instant.h"
#include "domain/limits.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rig {

/// How a machine's state is told from one of its sensors. Running: at or above `threshold`, for `hold`
/// without a break (before that it is starting). Stopped: below `threshold - hysteresis`. In between the
/// state stays what it was.
struct StateRule
{
    std::string sensor;
    double threshold = 0;  ///< in the sensor's unit
    double hysteresis = 0; ///< >= 0, same unit
    milliseconds hold{0};  ///< 0 to 1 h

    bool operator==(const StateRule &) const = default;
};

/// Where a machine stands on the floor. Metres from the hall's corner; degrees, clockwise seen from above.
struct Place
{
    double x = 0;
    double z = 0;
    double rotation = 0;
    std::string accent; ///< `#rrggbb`, empty for the theme's own
    std::string shape;  ///< a file with a model of its own, as isShapeName says; empty for the usual one

    bool operator==(const Place &) const = default;
};

/// One column of a machine's stored readings. Slots are appended and never reused, so that a reading stored
/// under an older layout version stays readable: its first n values belong to the first n slots.
struct Slot
{
    std::string sensor;
    bool retired = false; ///< the machine no longer has it; its values are "no value" from then on

    bool operator==(const Slot &) const = default;
};

struct Machine
{
    std::string id;          ///< as in the messages; unique in the plant
    std::int32_t number = 0; ///< given by the database, 1 and up; 0 before it is stored
    std::string title;
    std::string area; ///< an area's id; empty where the plant has none
    Place place;
    std::optional<StateRule> stateRule; ///< without one the state is unknown
    std::int32_t layoutVersion = 1;     ///< goes up with every slot that is added or retired
    std::vector<Slot> slots;            ///< in stored order
    std::vector<OwnLimits> ownLimits;   ///< by sensor, ascending, each once and none empty
    bool retired = false;

    bool operator==(const Machine &) const = default;
};

/// The machine's own limits for a sensor; empty ones where it has none.
OwnLimits ownLimits(const Machine &machine, const std::string &sensor);

/// Puts them in place of those that it has for the same sensor; empty ones take them away.
void setOwnLimits(Machine &machine, OwnLimits own);

/// Whether a file with a machine's own model may be called so: letters, digits, '-' and '_', then `.glb`; no
/// folder, 64 characters at most.
bool isShapeName(std::string_view name);

struct Area
{
    std::string id;
    std::string title;

    bool operator==(const Area &) const = default;
};

} // namespace rig
