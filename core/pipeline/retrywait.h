#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>

#include <chrono>

namespace rig::pipeline {

/// The wait of one worker between its tries, which any thread may cut short.
class RetryWait
{
public:
    /// The worker's: sleeps until the time is over, a stop is asked for, or somebody calls `now`, also when
    /// that was since the last sleep; false when a stop was asked for.
    bool sleep(const std::stop_token &stop, std::chrono::milliseconds time);
    /// Any thread: the next try is due now.
    void now();
    /// The worker's, where it waits by itself: whether `now` was called; forgets it.
    bool called();

private:
    std::mutex m_mutex;
    std::condition_variable_any m_woken;
    bool m_called = false;
};

} // namespace rig::pipeline
