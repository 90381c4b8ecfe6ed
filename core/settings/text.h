#pragma once

#include "domain/shown.h"

#include "domain/result.h"

#include <optional>
#include <string_view>

namespace rig::settings {

/// A sentence as a terminal may have it: names and texts from files stand in sentences, and some of what they
/// can hold commands a terminal. Line feeds and tabs stay.
QString tame(QString sentence);

/// A decimal whole number and nothing else, independent of the locale; no value outside `low`…`high`.
std::optional<int> wholeNumber(std::string_view text, int low, int high);

/// True where a byte below 0x20 or 0x7f stands in the text: such text has no place in a setting.
bool hasControlCharacter(std::string_view text);

/// The system's words for an `errno`, or ours where they say what a person can do.
QString reasonOf(int systemError);

/// `full` for an `errno` that says so, else badConfiguration: a person has to change something.
ErrorKind kindOf(int systemError);

/// `text` without blanks and tabs at its ends.
std::string_view trimmed(std::string_view text);

} // namespace rig::settings
