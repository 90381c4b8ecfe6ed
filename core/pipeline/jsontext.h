#pragma once

#include <string>
#include <string_view>

namespace rig::pipeline {

/// Appends a JSON text, without its quotes, with its escapes resolved. Half a surrogate pair, which JSON's
/// grammar allows and UTF-8 cannot hold, becomes U+FFFD. False, with part of it appended, for an escape
/// that JSON does not have. What is appended is never longer than the text.
bool appendUnescaped(std::string_view text, std::string &to);

} // namespace rig::pipeline
