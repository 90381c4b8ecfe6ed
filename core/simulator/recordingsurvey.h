#pragma once

#include "simulator/recording.h"

#include <functional>

namespace rig::simulator {

/// What one pass over a recording tells, before any of it is sent.
struct RecordingSurvey
{
    /// A time of the recording and where it stands.
    struct Row
    {
        Instant at;
        std::int64_t line = 0;
    };

    std::int64_t rows = 0; ///< at least 1
    Row first;
    Row last; ///< of the file, not of time
    Row earliest;
    Row latest;
    std::int64_t backwards = 0;          ///< rows older than the one before
    std::chrono::microseconds spacing{}; ///< the usual one, 1 s where no row is later than the one before
    std::vector<double> largest;         ///< the largest magnitude, by sensor
};

/// Told of how much is done, 0 to 1; false gives up.
using SurveyProgress = std::function<bool(double share)>;

/// Reads all of a recording and leaves it before its first row. The first thing wrong with it otherwise;
/// `cancelled` where told to give up.
Result<RecordingSurvey> survey(Recording &recording, const SurveyProgress &progress);

} // namespace rig::simulator
