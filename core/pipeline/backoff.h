#pragma once

#include <algorithm>
#include <chrono>
#include <random>

namespace rig::pipeline {

/// Delays between tries: growing from 100 ms to `longest`, each drawn between half and all of its size, so
/// that many programs do not come back at the same instant. A try that took its time is waited for as long
/// again, at most `longest`: a server that is silent until the time-out must not take most of a thread.
class Backoff
{
public:
    explicit Backoff(std::chrono::milliseconds longest = std::chrono::seconds{5})
        : m_longest(longest), m_random(std::random_device{}())
    {
    }

    std::chrono::milliseconds next(std::chrono::nanoseconds took = {})
    {
        const auto drawn =
            std::uniform_int_distribution<std::int64_t>(m_next.count() / 2, m_next.count())(m_random);
        m_next = std::min(m_longest, m_next * 2);
        return std::chrono::milliseconds{drawn} +
               std::min(m_longest, std::chrono::floor<std::chrono::milliseconds>(took));
    }

    void reset() { m_next = first; }

private:
    static constexpr std::chrono::milliseconds first{100};

    std::chrono::milliseconds m_longest;
    std::chrono::milliseconds m_next = first;
    std::minstd_rand m_random;
};

} // namespace rig::pipeline
