#include "ctl/stopsignals.h"

#include <csignal>

namespace rig::ctl {

namespace {

sigset_t stopping()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

} // namespace

StopSignals::StopSignals()
{
    const sigset_t signals = stopping();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

bool StopSignals::waitFor(std::chrono::nanoseconds time)
{
    if (m_came)
        return true;
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    const timespec bound{static_cast<time_t>(seconds.count()), static_cast<long>((time - seconds).count())};
    const sigset_t signals = stopping();
    m_came = sigtimedwait(&signals, nullptr, &bound) > 0;
    return m_came;
}

} // namespace rig::ctl
