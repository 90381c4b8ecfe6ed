#pragma once

#include "domain/instant.h"
#include "domain/quality.h"
#include "domain/reading.h"

#include <cstdint>
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
    int columns = 0; ///< pixels there are for it, 1 to 8192
};

/// What a trend was read from.
enum class TrendGrain
{
    raw,
    tenSeconds,
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
    /// the grain can tell: no line leads here from the point before.
    bool gapBefore = false;

    bool operator==(const TrendPoint &) const = default;
};

struct TrendLine
{
    std::string sensor;
    std::vector<TrendPoint> points; ///< ascending; columns without a value have none

    bool operator==(const TrendLine &) const = default;
};

/// The answer to a question, immutable.
struct Trend
{
    TrendQuestion question;
    TrendGrain grain = TrendGrain::raw;
    std::vector<TrendLine> lines; ///< as asked, in that order
};

} // namespace rig
