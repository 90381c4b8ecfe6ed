#pragma once

#include "domain/instant.h"

namespace rig::simulator {

/// How a recording writes its times; one way for the whole file.
class RecordingTime
{
public:
    /// By the first cell: ISO 8601, or seconds (below 10^11) or milliseconds (below 10^14) since 1970. No
    /// value for anything else.
    static std::optional<RecordingTime> of(std::string_view cell);

    /// No value for a cell that is no time of this way.
    std::optional<Instant> read(std::string_view cell) const;

    /// Whether nobody would take the cell for a measured value: ISO 8601, or a time between 2000 and 2100.
    static bool unmistakable(std::string_view cell);

private:
    enum class Way
    {
        iso,
        seconds,
        milliseconds,
    };

    explicit RecordingTime(Way way) : m_way(way) {}

    Way m_way;
};

} // namespace rig::simulator
