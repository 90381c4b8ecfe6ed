#pragma once

#include "pipeline/messagefield.h"

#include <memory>
#include <span>
#include <string_view>

namespace rig::pipeline {

/// Checks a message as JSON, all of it, and lays its fields out in their order: those of the object itself
/// and, in the place where it stands, those of an object named `custom_sensors`. Knows nothing of plants. Its
/// buffers grow to the longest message (at most some 20 MiB) and are used again; one thread owns it.
class MessageReader
{
public:
    MessageReader();
    ~MessageReader();
    MessageReader(MessageReader &&) noexcept;
    MessageReader &operator=(MessageReader &&) noexcept;

    /// No value when the message is sound. What the accessors return is valid until the next call.
    std::optional<MessageFlaw> read(std::string_view message);

    /// The last `machine_id` and `timestamp` of the object itself, whatever is under them.
    const std::optional<MessageField> &machineId() const;
    const std::optional<MessageField> &timestamp() const;
    /// All others; of `custom_sensors` itself only what is neither an object nor null.
    std::span<const MessageField> fields() const;

    /// The text of a field of that kind, unescaped; valid until the next call of this or of `read`.
    std::string_view textOf(const MessageField &field);

private:
    class Walk;
    std::unique_ptr<Walk> m_walk;
};

} // namespace rig::pipeline
