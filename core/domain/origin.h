#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace rig {

/// Where a reading was made. SIMULATED on screen comes from here, never from configuration. The numbers are
/// stored in the database: append, never renumber.
enum class Origin : std::int16_t
{
    field = 0,
    simulated = 1,
    replayed = 2,
    history = 3,
    ingest = 4
};

/// Its place in a set of origins that is one number.
constexpr std::int16_t bitOf(Origin origin)
{
    return static_cast<std::int16_t>(1 << static_cast<int>(origin));
}

/// The word of the `rig-origin` header; a field producer sets none.
std::string_view word(Origin origin);

/// No value for a word that is none of ours: the caller decides (the decoder takes it for `field`).
std::optional<Origin> originFromWord(std::string_view word);

} // namespace rig
