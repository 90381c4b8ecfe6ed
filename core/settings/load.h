#pragma once

#include "settings/settings.h"
#include "settings/sources.h"

namespace rig::settings {

/// The settings in force: for each the first that gives it a value, also an empty one, of command line,
/// environment, `.env` in the working directory, `.env` in the configuration directory, settings.json there,
/// default. Checked by validate(). badConfiguration lists everything that is wrong, a line each; `setting` of
/// the error is the first one's name. Reads files; no thread of its own.
Result<Settings> load(const Sources &sources);

} // namespace rig::settings
