#pragma once

#include "domain/instant.h"
#include "domain/origin.h"
#include "domain/quality.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace rig {

/// "No value", which is not zero. No message can carry a NaN: it is rejected on the way in.
inline constexpr double noValue = std::numeric_limits<double>::quiet_NaN();

/// One message that was a reading: the values of one machine at one instant.
struct Reading
{
    std::int32_t machine = 0; ///< the machine's number in the plant
    std::int32_t layoutVersion = 0;
    std::int32_t partition = 0;
    std::int64_t offset = 0;
    Instant at;         ///< source time, or what stands in for it; a pure function of the record
    Instant recordTime; ///< what ages count from: clocks in the field are wrong
    Instant receivedAt;
    QualityReason timeQuality = QualityReason::none; ///< holds for every value of the reading
    Origin origin = Origin::field;
    std::string ingestId;
    std::vector<double> values; ///< by slot, `noValue` where the message had none
    /// By slot; empty when all are `none`.
    std::vector<QualityReason> valueQuality;

    /// When it counts as taken: a source clock that runs ahead must not make all that follows look old.
    Instant takenAt() const { return std::min(at, recordTime); }
    /// When it counts as made, for all that ages: a producer's clock that runs ahead must not make it fresh,
    /// or hide that others are missing, for as long as it does.
    Instant madeAt() const { return std::min(recordTime, receivedAt); }
};

/// One message that was no reading, kept with its bytes.
struct Rejection
{
    std::int32_t partition = 0;
    std::int64_t offset = 0;
    Instant receivedAt;
    std::string reason;
    std::string payload;
};

} // namespace rig
