#pragma once

#include "domain/instant.h"
#include "domain/result.h"

#include <optional>
#include <string>

namespace rig {

/// A time in which somebody works on a machine, or on one of its sensors. What is sent meanwhile says nothing
/// about its health: no limit is judged by it, no model judges it, none learns from it. The source time of a
/// reading decides whether it lies within.
struct Maintenance
{
    std::string machine; ///< its id
    std::string sensor;  ///< its name; empty: the whole machine
    Instant from;
    std::optional<Instant> to; ///< the first instant after it; none: until somebody ends it
    std::string reason;        ///< for people; 1 to 200 characters

    bool operator==(const Maintenance &) const = default;

    bool covers(Instant at) const { return at >= from && (!to || at < *to); }
    /// Both are of the same machine, or of the same sensor of it, and have an instant in common.
    bool overlaps(const Maintenance &other) const;
};

/// So long after its end a maintenance still goes with the plant: by then whoever reads the stream has read
/// what lies within it, because a broker keeps seven days unless told otherwise. What is older is needed to
/// learn from the past alone, and is asked for there.
inline constexpr std::chrono::days maintenanceLinger{8};

/// refused, with a sentence, where it ends before it begins, or its reason has no letter, more than 200
/// characters, or one that is no plain text.
Done check(const Maintenance &maintenance);

} // namespace rig
