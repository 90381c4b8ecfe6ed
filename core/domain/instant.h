#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace rig {

/// A point in time, UTC, to the microsecond: what PostgreSQL's timestamptz can hold without loss.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;
using std::chrono::milliseconds;

/// Reads ISO 8601 as field producers write it: `2026-01-12T08:15:30.250Z`, `T` or a blank, any fraction (cut
/// to microseconds), `Z`, `+hh:mm`, `+hhmm`, `+hh` or no zone at all, which means UTC. The seconds may be
/// absent; a leap second (`:60`) is the second after it. Nothing is said of ranges: year 1 and year 9999
/// parse. No value for anything else.
std::optional<Instant> parseInstant(std::string_view text);

/// `2026-01-12T08:15:30.250000Z`, always six decimals, so that texts sort as instants do.
std::string formatInstant(Instant instant);

} // namespace rig
