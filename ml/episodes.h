#pragma once

#include "ml/machinewatch.h"

namespace rig::ml {

/// Numbers the findings of one machine: one as long as what it does is unusual, and one for each sensor as
/// long as that fails.
class Episodes
{
public:
    /// The number, from 1 on, of the finding that the row belongs to: of the newest where there are several.
    std::optional<std::int64_t> next(const RowScore &row, std::span<const Failure> failures)
    {
        m_ofSensors.resize(failures.size());
        std::int64_t newest = follow(m_ofMachine, row.unusual);
        for (std::size_t i = 0; i < failures.size(); ++i)
            newest = std::max(newest, follow(m_ofSensors[i], failures[i] != Failure::none));
        return newest > 0 ? std::optional(newest) : std::nullopt;
    }

private:
    std::int64_t follow(std::int64_t &number, bool stands)
    {
        number = !stands ? 0 : number > 0 ? number : ++m_found;
        return number;
    }

    std::int64_t m_found = 0;
    std::int64_t m_ofMachine = 0; ///< 0: there is none
    std::vector<std::int64_t> m_ofSensors;
};

} // namespace rig::ml
