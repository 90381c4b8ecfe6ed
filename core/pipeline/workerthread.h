#pragma once

#include <chrono>
#include <functional>
#include <stop_token>
#include <string>
#include <thread>

namespace rig::pipeline {

/// A named thread that runs one body until it is asked to stop; whoever owns this owns the thread.
/// Destruction asks and waits, so the body must look at its token at least every few hundred milliseconds.
class WorkerThread
{
public:
    using Body = std::function<void(std::stop_token)>;

    /// The name is at most 15 bytes: what the kernel shows in `top -H` and in a debugger.
    WorkerThread(std::string name, Body body);
    ~WorkerThread() = default;

    WorkerThread(WorkerThread &&) noexcept = default;
    WorkerThread &operator=(WorkerThread &&) noexcept = default;

    void requestStop() { m_thread.request_stop(); }
    void join() { m_thread.join(); }

private:
    std::jthread m_thread;
};

/// Sleeps, at most until a stop is asked for; true when the time went by.
bool sleepUnlessStopped(const std::stop_token &stop, std::chrono::milliseconds time);

} // namespace rig::pipeline
