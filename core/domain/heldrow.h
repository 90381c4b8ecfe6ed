#pragma once

#include "domain/plantstate.h"
#include "domain/reading.h"

#include <span>

namespace rig {

/// Whether what a machine does is held against, or taken for, what it does when it is healthy.
constexpr bool seenByModels(RunState run)
{
    return run == RunState::running || run == RunState::unknown;
}

/// The values of one machine side by side, as what learns and judges by models sees them. A sensor that is
/// not due yet is held at what it last was; one that is stale, whose value was bad, or that is in
/// maintenance, has none. By the times of the records, so that it says the same of what was stored and of
/// what comes. A value.
class HeldRow
{
public:
    /// `layout` must outlive it.
    explicit HeldRow(const MachineLayout &layout);

    /// Of each value the name of its sensor; those the machine no longer has are not there.
    const std::vector<std::string> &sensors() const { return m_sensors; }

    /// Holds what another one of the machine held, where both have the sensor. The layout of that one may be
    /// gone.
    void goOnFrom(const HeldRow &before);

    /// Takes the machine's next reading and gives the row with it, `noValue` where there is none. Valid until
    /// the next.
    std::span<const double> next(const Reading &reading);
    /// Of each value of that row: whether its sensor is in maintenance, so that it says nothing that there is
    /// none.
    const std::vector<bool> &maintained() const { return m_maintained; }

private:
    struct Held
    {
        std::size_t slot = 0;
        milliseconds good{0}; ///< how long
        double value = noValue;
        Instant at{};
    };

    const MachineLayout *m_layout;
    std::vector<std::string> m_sensors;
    std::vector<Held> m_held;
    std::vector<double> m_row;
    std::vector<bool> m_maintained;
};

} // namespace rig
