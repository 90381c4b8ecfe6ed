#pragma once

#include "domain/result.h"

#include <optional>

namespace rig {

/// For how many UTC days before today each grain of the history is kept; without a number for ever.
struct Retention
{
    std::optional<int> readings;
    std::optional<int> tenSeconds; ///< rollups of 10 s, and those of 30 s, which are made with them
    std::optional<int> minutes;    ///< rollups of a minute

    bool operator==(const Retention &) const = default;
};

/// refused where a number is not 1 to 36,500, or a coarser grain would go before a finer one.
Done check(const Retention &retention);

} // namespace rig
