#pragma once

#include "domain/clock.h"

#include <optional>
#include <stop_token>

namespace rig::pipeline {

/// How long a worker that was asked to stop may still wait for the database. Belongs to one thread.
class DrainTime
{
public:
    static constexpr milliseconds longest{5'000};

    DrainTime(const std::stop_token &stop, const Clock &clock) : m_stop(stop), m_clock(clock) {}

    /// Counts from the first time that it is asked after the stop.
    bool isUp()
    {
        if (!m_stop.stop_requested())
            return false;
        if (!m_since)
            m_since = m_clock.steady();
        return m_clock.steady() - *m_since > longest;
    }

private:
    std::stop_token m_stop;
    const Clock &m_clock;
    std::optional<std::chrono::nanoseconds> m_since;
};

} // namespace rig::pipeline
