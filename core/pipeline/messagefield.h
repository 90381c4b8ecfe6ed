#pragma once

#include "pipeline/messageflaw.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace rig::pipeline {

/// One name with its value, as a message has it. The views point into the reader that made it.
struct MessageField
{
    enum class Kind : std::uint8_t
    {
        number,
        noDouble, ///< a number, but beyond the largest double
        null,
        text,
        boolean,
        object,
        array,
    };

    std::string_view name;  ///< unescaped
    std::string_view value; ///< as it is written: JSON, sound
    double number = 0;      ///< where it is one
    Kind kind = Kind::null;
};

/// Tells what a field's value is, checks it and gives it its end. At the call `field.value` is the token in
/// `message` with which it begins: all of a text, a word or a number, or else an opening bracket, which may
/// nest `levels` deep.
std::optional<MessageFlaw> readValue(std::string_view message, int levels, MessageField &field);

} // namespace rig::pipeline
