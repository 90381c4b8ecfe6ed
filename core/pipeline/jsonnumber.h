#pragma once

#include <string_view>

namespace rig::pipeline {

enum class NumberOutcome
{
    read,
    noDouble,   ///< spelled as JSON wants it, but beyond the largest double
    notANumber, ///< not JSON's spelling
};

/// The double nearest to a number in JSON's spelling, whatever the locale; what is closer to zero than to the
/// smallest double is a zero with its sign, as strtod has it. For spellings of any length.
NumberOutcome readNumber(std::string_view text, double &value);

} // namespace rig::pipeline
