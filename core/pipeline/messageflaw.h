#pragma once

#include <QCoreApplication>

#include <cstddef>
#include <string>
#include <string_view>

namespace rig::pipeline {

/// Longest message that is read: 1 MiB.
inline constexpr std::size_t maxMessageBytes = 1024 * 1024;
/// Objects and arrays within one another, the message's own object included.
inline constexpr int maxNesting = 64;

/// Why bytes are not the JSON object that a message has to be.
struct MessageFlaw
{
    Q_DECLARE_TR_FUNCTIONS(rig::pipeline::MessageFlaw)

public:
    enum class Kind
    {
        empty,
        tooLong,
        byteOrderMark, ///< JSON's grammar has none, and a reader may refuse it (RFC 8259, section 8.1)
        encoding,
        controlCharacter,
        unclosedText,
        notAnObject,
        unclosedObject,
        tooDeep,
        trailingContent,
        syntax,
    };

    /// `at` points into the message, or to its end where it is cut.
    static MessageFlaw in(std::string_view message, const char *at, Kind kind);

    /// One sentence for people.
    std::string sentence() const;

    Kind kind = Kind::empty;
    std::size_t at = 0;  ///< byte in the message, from 0, where `excerpt` is not empty
    std::string excerpt; ///< what stands there, fit to be shown
};

} // namespace rig::pipeline
