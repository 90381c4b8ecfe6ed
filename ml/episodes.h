#pragma once

#include <cstdint>
#include <optional>

namespace rig::ml {

/// Numbers the findings of one machine.
class Episodes
{
public:
    /// The number, from 1 on, of the finding that the row belongs to.
    std::optional<std::int64_t> next(bool finding)
    {
        m_found += finding && !m_in ? 1 : 0;
        m_in = finding;
        return finding ? std::optional(m_found) : std::nullopt;
    }

private:
    std::int64_t m_found = 0;
    bool m_in = false;
};

} // namespace rig::ml
