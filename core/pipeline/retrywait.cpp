#include "pipeline/retrywait.h"

#include <utility>

namespace rig::pipeline {

bool RetryWait::sleep(const std::stop_token &stop, std::chrono::milliseconds time)
{
    std::unique_lock lock(m_mutex);
    m_woken.wait_for(lock, stop, time, [this] { return m_called; });
    m_called = false;
    return !stop.stop_requested();
}

void RetryWait::now()
{
    {
        const std::lock_guard lock(m_mutex);
        m_called = true;
    }
    m_woken.notify_all();
}

bool RetryWait::called()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_called, false);
}

} // namespace rig::pipeline
