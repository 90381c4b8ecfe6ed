#pragma once

#include <string>
#include <string_view>

namespace rig::pipeline {

/// The first `most` bytes at most of foreign UTF-8, made fit for a sentence, a log line and a database's text
/// column: cut between characters, with `inPlaceOfUnprintable` for every control character (PostgreSQL's text
/// takes no NUL).
std::string plainText(std::string_view text, std::size_t most);

} // namespace rig::pipeline
