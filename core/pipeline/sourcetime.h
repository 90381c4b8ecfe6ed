#pragma once

#include "domain/quality.h"
#include "domain/record.h"

#include <string_view>

namespace rig::pipeline {

/// When a reading was taken, and what ages count from. A pure function of the record, so that decoding it
/// again gives the same row.
struct ReadingTime
{
    Instant at;
    /// The record's own time; where it has none that can be used, the same as `at`.
    Instant recordTime;
    QualityReason quality = QualityReason::none;
};

/// `timestamp` is the message's own, empty where it has none. It is usable from 2000 on and up to a day
/// after the record's time, which itself is usable from 2000 on; without a usable record time any from 2000
/// on is. Without either, `at` is made from the offset: 2000-01-01 and as many milliseconds.
ReadingTime timeOf(const Record &record, std::string_view timestamp);

} // namespace rig::pipeline
