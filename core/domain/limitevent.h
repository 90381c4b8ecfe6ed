#pragma once

#include "domain/limits.h"
#include "domain/reading.h"

#include <optional>

namespace rig {

/// A limit that was crossed, or that a value came back from. The occurrence counts the crossings of this
/// limit of this sensor of this machine from 1; the return bears the number of its crossing. Machine, slot,
/// limit, occurrence and direction together are its key: judging again gives the same.
struct LimitEvent
{
    /// The record that caused it; a value that stayed away was caused by none.
    struct Cause
    {
        std::int32_t partition = 0;
        std::int64_t offset = 0;

        bool operator==(const Cause &) const = default;
    };

    std::int32_t machine = 0; ///< its number in the plant
    std::int32_t slot = 0;
    LimitName limit = LimitName::hi;
    bool raised = true; ///< else returned
    std::int64_t occurrence = 0;
    double value = noValue;
    Instant at; ///< of the reading; of a value that stayed away, the instant from which it counts as stale
    Instant receivedAt;
    std::optional<Cause> cause;
    /// Judged more than 30 s after it happened, or after a newer reading of its machine.
    bool late = false;

    bool operator==(const LimitEvent &) const = default;
};

} // namespace rig
