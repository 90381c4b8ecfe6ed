#pragma once

#include "simulator/quantity.h"
#include "simulator/rotor.h"

namespace rig::simulator {

/// How often each sensor of one machine sends a value: with every reading, or at an interval of its own, but
/// never more often than there are readings.
class SensorIntervals
{
public:
    static constexpr std::chrono::milliseconds shortest{50};
    static constexpr std::chrono::milliseconds longest{20'000};

    /// 0: with every reading. The first value is due at `from`.
    void set(Quantity sensor, Elapsed interval, Elapsed from)
    {
        Times &times = m_times[static_cast<std::size_t>(sensor)];
        times = {interval, from};
    }

    /// Whether this sensor belongs into the reading of `now`; `now` never goes back.
    bool takeDue(std::size_t place, Elapsed now)
    {
        Times &times = m_times[place];
        if (now < times.due)
            return false;
        // In steps of the interval, so that its mean is right where the period does not divide it.
        if (times.interval > Elapsed{0})
            times.due += ((now - times.due) / times.interval + 1) * times.interval;
        return true;
    }

private:
    struct Times
    {
        Elapsed interval{0};
        Elapsed due{0};
    };

    std::array<Times, quantityCount> m_times{};
};

} // namespace rig::simulator
