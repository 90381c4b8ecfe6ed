#include "pipeline/sourcetime.h"

#include <algorithm>

namespace rig::pipeline {

namespace {

using namespace std::chrono;

constexpr Instant earliest = sys_days{year{2000} / January / 1};
constexpr hours farthestAhead{24};

Instant madeFrom(std::int64_t offset)
{
    // Far beyond any offset in use, and still a year of four digits.
    constexpr std::int64_t last = 200'000'000'000'000;
    return earliest + milliseconds{std::clamp<std::int64_t>(offset, 0, last)};
}

} // namespace

ReadingTime timeOf(const Record &record, std::string_view timestamp)
{
    const auto recordTime = record.time && *record.time >= earliest ? record.time : std::nullopt;
    const auto source = parseInstant(timestamp);
    const bool ahead = source && recordTime && *source - *recordTime > farthestAhead;
    if (source && *source >= earliest && !ahead)
        return {*source, recordTime.value_or(*source), QualityReason::none};
    if (recordTime)
        return {*recordTime, *recordTime,
                source ? QualityReason::sourceTimeImpossible : QualityReason::sourceTimeMissing};
    const Instant made = madeFrom(record.offset);
    return {made, made, QualityReason::recordTimeMissing};
}

} // namespace rig::pipeline
