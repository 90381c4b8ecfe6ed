#pragma once

#include "ctl/commandline.h"
#include "domain/instant.h"

namespace rig::ctl {

/// What an option of a time (ISO 8601) says.
Result<Instant> instantOf(const CommandLine &line, const QString &option);

/// What one of a span says: `90s`, `15m`, `8h`, `7d`; a hundred years at most.
Result<std::chrono::microseconds> spanOf(const CommandLine &line, const QString &option);

} // namespace rig::ctl
