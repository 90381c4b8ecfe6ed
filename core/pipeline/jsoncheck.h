#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rig::pipeline {

/// Checks one object or array by JSON's grammar, character by character: for the rare value that nobody reads
/// but that has to be sound all the same. Encoding and control characters within texts are not its business.
class JsonCheck
{
public:
    enum class Outcome
    {
        sound,
        syntax,
        tooDeep
    };

    /// `text` begins with the value and may go on behind it.
    explicit JsonCheck(std::string_view text) : m_text(text) {}

    /// The value may nest `levels` deep, itself included.
    Outcome check(int levels);

    /// How far the check came: the value's length where it is sound, else where it is not.
    std::size_t position() const { return m_at; }

private:
    Outcome members(char close, int levels);
    Outcome wordOrNumber();
    bool text();
    bool take(char c);
    void passBlanks();

    std::string_view m_text;
    std::size_t m_at = 0;
    std::string m_unescaped;
};

} // namespace rig::pipeline
