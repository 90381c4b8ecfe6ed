#pragma once

#include <chrono>

namespace rig::ctl {

/// SIGINT and SIGTERM, blocked and looked at when it suits. Made before any other thread, so that none of
/// them takes the signals; one thread asks.
class StopSignals
{
public:
    StopSignals();

    /// Whether one came; stays true.
    bool came() { return waitFor(std::chrono::nanoseconds{0}); }
    /// Looks for the next one from now on.
    void forget() { m_came = false; }
    /// Waits until one comes, at most this long; true when one came.
    bool waitFor(std::chrono::nanoseconds time);

private:
    bool m_came = false;
};

} // namespace rig::ctl
