#pragma once

#include <memory>
#include <mutex>

namespace rig::pipeline {

/// The newest value of something that one thread knows and others ask for.
template <class Status> class StatusCell
{
public:
    void set(Status status)
    {
        auto next = std::make_shared<const Status>(std::move(status));
        const std::lock_guard lock(m_mutex);
        m_status = std::move(next);
    }

    std::shared_ptr<const Status> get() const
    {
        const std::lock_guard lock(m_mutex);
        return m_status;
    }

private:
    mutable std::mutex m_mutex;
    std::shared_ptr<const Status> m_status = std::make_shared<const Status>();
};

} // namespace rig::pipeline
