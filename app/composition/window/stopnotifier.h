#pragma once

#include <QSocketNotifier>

#include <functional>
#include <memory>

namespace rig::composition {

/// Calls a function on the GUI thread when SIGTERM, SIGINT or SIGHUP (the terminal was closed) comes. Signals
/// belong to the process, so one of these exists at a time; what they did before holds again after it.
class StopNotifier
{
public:
    explicit StopNotifier(std::function<void()> stop);
    ~StopNotifier();

    StopNotifier(const StopNotifier &) = delete;
    StopNotifier &operator=(const StopNotifier &) = delete;

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace rig::composition
