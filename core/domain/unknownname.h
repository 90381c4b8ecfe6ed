#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rig {

/// A name in readings that is no sensor of their machine; what stood under it was not stored.
struct UnknownName
{
    std::string name; ///< UTF-8 of 128 bytes at most, but `inPlaceOfUnprintable` for control characters
    std::uint64_t count = 0; ///< values under it
    std::string machine;     ///< one that sent it
    /// The beginning of one of its values, as JSON, at most 64 bytes of it; one that no sensor may have where
    /// any was.
    std::string sample;

    bool operator==(const UnknownName &) const = default;
};

/// What keeps an unknown name from being made a sensor.
enum class NoSensor
{
    fit,      ///< nothing
    badName,  ///< it is empty, or had characters that no name has: a sensor of this name would get nothing
    noNumber, ///< with a sensor of this name a reading with such a value would be rejected
};

NoSensor obstacleTo(const UnknownName &name);

/// Whether a value that begins so in JSON is one that a sensor may have: a number, or null.
constexpr bool fitsSensor(std::string_view json)
{
    return !json.empty() &&
           (json.front() == '-' || json.front() == 'n' || (json.front() >= '0' && json.front() <= '9'));
}

/// All of them, for a person: as many as were seen, and the most frequent ones by name.
struct UnknownNameSummary
{
    std::uint64_t values = 0;       ///< under names that are kept apart
    std::uint64_t names = 0;        ///< that are kept apart: 1,000 at most
    std::uint64_t beyond = 0;       ///< values under all other names
    std::vector<UnknownName> first; ///< the most frequent first

    bool operator==(const UnknownNameSummary &) const = default;
};

} // namespace rig
