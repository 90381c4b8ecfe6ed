#pragma once

#include "domain/instant.h"

#include <string>
#include <string_view>

namespace rig::simulator {

/// Writes the messages of one machine as the plant's producers do: a JSON object with machine_id, timestamp
/// and a number per sensor. Reuses its room; not thread-safe.
class ReadingMessage
{
public:
    explicit ReadingMessage(std::string_view machine);

    void begin(Instant at);
    /// `key` as keyOf() makes it; `number` must be a number as JSON spells it and is sent as it stands.
    void add(std::string_view key, std::string_view number);
    void add(std::string_view key, double value);
    /// The whole message; stays until the next begin().
    std::string_view finished();

    /// `,"name":` with the name escaped. The text must be UTF-8.
    static std::string keyOf(std::string_view name);

private:
    std::string m_head; ///< up to the timestamp's value
    std::string m_text;
};

} // namespace rig::simulator
