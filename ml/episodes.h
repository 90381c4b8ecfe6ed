#pragma once

#include <cstdint>
#include <optional>

namespace rig::ml {

/// Makes findings of anomalous rows: one that persists is an episode, from the row on with which it does
/// until the rows are healthy again.
class Episodes
{
public:
    static constexpr int persisting = 5; ///< rows one after another

    /// The finding's number, from 1 on, that the row belongs to.
    std::optional<std::int64_t> next(bool anomalous)
    {
        m_run = anomalous ? m_run + 1 : 0;
        if (m_run == persisting)
            ++m_found;
        return m_run >= persisting ? std::optional(m_found) : std::nullopt;
    }

private:
    std::int64_t m_run = 0;
    std::int64_t m_found = 0;
};

} // namespace rig::ml
