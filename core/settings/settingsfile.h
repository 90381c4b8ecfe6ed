#pragma once

#include "domain/result.h"

#include <map>
#include <string>
#include <string_view>

namespace rig::settings {

/// Reads the text of a `settings.json`: the described settings, their keys as nested objects
/// (`{"bus": {"servers": "…"}}`), values as texts or whole numbers. The result has dotted keys.
/// badConfiguration, with `file` in the sentence, for anything else, unknown keys above all: a mistyped key
/// would otherwise be a default that nobody meant. Values are never repeated.
Result<std::map<std::string, std::string>> parseSettingsFile(std::string_view text, const QString &file);

} // namespace rig::settings
