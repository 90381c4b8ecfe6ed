#pragma once

#include <cstdint>
#include <string_view>

namespace rig {

enum class Quality : std::uint8_t
{
    good,
    uncertain,
    bad
};

/// Why a value is not good. The numbers are stored in the database: append, never renumber.
enum class QualityReason : std::int16_t
{
    none = 0,
    sourceTimeMissing = 1,    ///< no usable source time: the record's own was taken
    sourceTimeImpossible = 2, ///< before 2000 or more than a day after the record's own time
    givenTwice = 3,           ///< the sensor stood twice in one message; the last one counts
    stale = 4,                ///< no new value for 3 intervals
    lost = 5,                 ///< no new value for 10 intervals
    recordTimeMissing = 6,    ///< neither source nor record carries a time; it was made from the offset
};

/// The quality that a reason entails.
Quality qualityOf(QualityReason reason);

/// `good`, `uncertain`, `bad`: the words of the SQL views.
std::string_view word(Quality quality);

} // namespace rig
