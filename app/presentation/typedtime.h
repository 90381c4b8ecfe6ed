#pragma once

#include "domain/instant.h"
#include "domain/result.h"

#include <QString>

#include <optional>

namespace rig::presentation {

/// A time as people type it, UTC: `12:00` of the day of `now`, or with the date as in `2026-01-13 12:00`;
/// none where nothing is typed. badConfiguration, with a sentence, where it cannot be read.
Result<std::optional<Instant>> typedTime(const QString &typed, Instant now);

} // namespace rig::presentation
