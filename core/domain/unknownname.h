#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace rig {

/// A name in readings that is no sensor of their machine; what stood under it was not stored.
struct UnknownName
{
    std::string name;        ///< UTF-8, at most 128 bytes, control characters replaced
    std::uint64_t count = 0; ///< values under it
    std::string machine;     ///< one that sent it
    std::string sample;      ///< the beginning of one of its values, as JSON, at most 64 bytes

    bool operator==(const UnknownName &) const = default;
};

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
