#pragma once

#include <QString>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// JSON as RFC 8259 has it, read one character after the other: slow, plain, and nothing in common with the
/// decoder's way. At most 64 levels deep.
struct JsonValue
{
    enum class Kind
    {
        null,
        boolean,
        number,
        text,
        array,
        object
    };

    Kind kind = Kind::null;
    std::string json;                       ///< as it was written
    std::string text;                       ///< unescaped
    double number = 0;                      ///< by strtod; infinite where no double holds it
    std::vector<struct JsonMember> members; ///< an array's have no names
};

struct JsonMember
{
    std::string name;
    JsonValue value;
};

/// QString::fromUtf8 with every character: that one drops a byte order mark, which within a message is one.
QString wholeText(std::string_view utf8);

/// No value where the bytes are not one JSON text in UTF-8.
std::optional<JsonValue> readReferenceJson(std::string_view bytes);
