#pragma once

#include "domain/clock.h"

#include <atomic>
#include <functional>
#include <stop_token>

namespace rig::pipeline {

/// How long a worker that was asked to stop may still wait for the database. Belongs to one thread.
class DrainTime
{
public:
    /// A connection that is begun at its end takes up to 5 s more: a node ends within 10.
    static constexpr milliseconds longest{4'000};

    DrainTime(const std::stop_token &stop, const Clock &clock)
        : m_clock(clock), m_stopped(stop, [this] { m_end = m_clock.steady() + longest; })
    {
    }

    /// Counts from the stop.
    bool isUp() const { return m_clock.steady() > m_end.load(); }

private:
    const Clock &m_clock;
    std::atomic<std::chrono::nanoseconds> m_end{std::chrono::nanoseconds::max()};
    std::stop_callback<std::function<void()>> m_stopped; ///< on the thread that stops
};

} // namespace rig::pipeline
