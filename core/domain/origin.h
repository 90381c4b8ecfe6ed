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

/// The word of the `rig-origin` header; a field producer sets none.
std::string_view word(Origin origin);

/// No value for a word that is none of ours: the caller decides (the decoder takes it for `field`).
std::optional<Origin> originFromWord(std::string_view word);

} // namespace rig
