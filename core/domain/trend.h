#pragma once

#include "domain/instant.h"
#include "domain/origin.h"
#include "domain/quality.h"
#include "domain/reading.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace rig {

/// What of the stored past is to be seen, and how finely.
struct TrendQuestion
{
    std::int32_t machine = 0;         ///< its number in the plant
    std::vector<std::string> sensors; ///< names; 1 to 6
    Instant from;
    Instant to;      ///< after `from`; not included
    int columns = 0; ///< pixels there are for it, 1 to `mostColumns`

    static constexpr int mostColumns = 8'192;
};

/// What a trend was read from.
enum class TrendGrain
{
    raw,
    tenSeconds,
    thirtySeconds,
    minute
};

/// All values of one sensor within one pixel column.
struct TrendPoint
{
    Instant at; ///< where the column begins
    double low = noValue;
    double high = noValue;
    double last = noValue;
    Quality quality = Quality::good; ///< the worst of them
    /// Before it nothing came for longer than the sensor may be silent (3 intervals, at least 2 s), or than
    /// the grain can tell, counted from the range's beginning for the first one: no line leads here.
    bool gapBefore = false;

    bool operator==(const TrendPoint &) const = default;
};

struct TrendLine
{
    std::string sensor;
    std::vector<TrendPoint> points; ///< ascending; columns without a value have none
    /// How long the last point's value stands: from then on the sensor was silent for too long. None where it
    /// stands to the range's end.
    std::optional<Instant> silentFrom{};

    bool operator==(const TrendLine &) const = default;
};

/// The answer to a question, immutable.
struct Trend
{
    TrendQuestion question;
    TrendGrain grain = TrendGrain::raw;
    std::vector<TrendLine> lines; ///< as asked, in that order
    std::set<Origin> origins{};   ///< of the machine's readings in the range
};

} // namespace rig
