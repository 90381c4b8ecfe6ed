#pragma once

#include <QCoreApplication>

#include <cstddef>
#include <string>

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
    enum class Kind {
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
        outOfMemory,
    };

    Kind kind = Kind::empty;
    std::size_t at = 0;  ///< byte in the message, from 0, where it has a place
    std::string excerpt; ///< what stands there, fit to be shown; may be empty

    /// One sentence for people.
    std::string sentence() const;
};

} // namespace rig::pipeline
