#pragma once

#include <string_view>

namespace rig {

/// UTF-8 of U+FFFD, the replacement character: no text that is meant has it.
inline constexpr std::string_view inPlaceOfUnprintable = "\xEF\xBF\xBD";

/// Characters that do something to a terminal or a line instead of standing in it: controls (C0, DEL, C1),
/// and what turns the direction of writing around (Unicode annex 9), by which a text can look like another
/// one.
constexpr bool isUnprintable(char32_t character)
{
    return character < 0x20 || (character >= 0x7f && character < 0xa0) || character == 0x061c ||
           character == 0x200e || character == 0x200f || (character >= 0x202a && character <= 0x202e) ||
           (character >= 0x2066 && character <= 0x2069);
}

} // namespace rig
