#pragma once

#include "ml/instruments.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace rig::ctl {

/// From which row to before which a finding stands, and what was told as it began.
struct FindingSpell
{
    std::size_t first = 0;
    std::size_t past = 0;
    std::optional<std::size_t> failed; ///< the sensor; none where the machine is unusual
    std::vector<std::size_t> sensors;  ///< those with the largest shares
};

/// The findings of one machine, from what is said of its rows in their order.
class FindingSpells
{
public:
    /// `failures` by sensor; `largest` is asked as a finding begins.
    void take(std::size_t row, bool unusual, std::span<const ml::Failure> failures,
              const std::function<std::vector<std::size_t>()> &largest);

    /// In the order in which they began.
    const std::vector<FindingSpell> &all() const { return m_all; }

private:
    void follow(std::size_t row, std::optional<std::size_t> sensor, bool stands,
                const std::function<std::vector<std::size_t>()> &largest);

    std::vector<FindingSpell> m_all;
    std::vector<std::optional<std::size_t>> m_open; ///< where in m_all: of the machine, then by sensor
};

/// What findings tell of a fault that begins.
struct FaultTold
{
    bool stood = false; ///< one stands as it begins: then none tells of it
    /// The first after it that is of the machine or of a sensor which the fault moves.
    std::optional<FindingSpell> finding;
};

/// `findings` in the order in which they began; `onset` is the first row with the fault.
FaultTold toldOfFault(std::span<const FindingSpell> findings, std::size_t onset,
                      const std::function<bool(std::size_t sensor)> &moves);

} // namespace rig::ctl
