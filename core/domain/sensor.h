#pragma once

#include "domain/instant.h"
#include "domain/limits.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rig {

/// The groups a panel shows together; `custom` is what a plant adds to the catalogue. The numbers are stored
/// in the database: append, never renumber.
enum class Category : std::int16_t
{
    environmental = 0,
    mechanical = 1,
    thermal = 2,
    electrical = 3,
    fluid = 4,
    custom = 5,
};

std::string_view word(Category category);
std::optional<Category> categoryFromWord(std::string_view word);

/// One kind of sensor of the plant, the same on every machine that has it.
struct Sensor
{
    std::string name;  ///< as in the messages; unique in the plant; its unit never changes once stored
    std::string title; ///< for people; may be longer than a card is wide
    Category category = Category::custom;
    std::string unit; ///< as shown, e.g. "mm/s"; empty for a pure number
    std::optional<Range> range;
    Limits limits;
    milliseconds interval{1000}; ///< how often a value is due; 50 ms to 24 h
    int decimals = 2;            ///< fixed on screen, 0 to 6, so that digits stand still
    bool retired = false;        ///< no longer read; what it stored stays readable

    bool operator==(const Sensor &) const = default;
};

} // namespace rig
