#pragma once

#include <string>
#include <string_view>

namespace rig::pipeline {

/// Foreign UTF-8 made fit for a sentence, a log line and a database's text column: at most `most` bytes, cut
/// between characters, with a question mark for every control character (PostgreSQL's text takes no NUL).
std::string plainText(std::string_view text, std::size_t most);

} // namespace rig::pipeline
