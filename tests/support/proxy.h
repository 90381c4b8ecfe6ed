#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <thread>

namespace rig::test {

/// A wire to the test database that can be cut where it hurts: a port of its own on the loopback that passes
/// everything on. Failures of the set-up are std::runtime_error.
class Proxy
{
public:
    /// What happens when a client sends a commit.
    enum class OnCommit
    {
        pass,
        cutBefore, ///< the server never hears of it
        cutAfter,  ///< the server does it, the answer is lost
    };

    Proxy();
    ~Proxy();
    Proxy(const Proxy &) = delete;
    Proxy &operator=(const Proxy &) = delete;

    int port() const { return m_port; }
    /// A connection string that leads to the test server through this wire.
    std::string through(const std::string &url) const;

    /// For the next `times` commits; then they pass again.
    void onCommit(OnCommit what, int times = 1);
    /// How many of them are still to come.
    int commitsToCut() const { return m_times; }
    /// How many clients came so far.
    int connections() const { return m_connections; }
    /// Ends all connections, as a database does that goes to sleep. The next client wakes it, which takes
    /// `waking`: until then every connection is held, and then served as if nothing had been.
    void sleep(std::chrono::milliseconds waking);
    /// Takes everything and passes nothing on, in both directions, also on new connections.
    void blackHole(bool on) { m_blackHole = on; }

private:
    class Wire;

    void run(const std::stop_token &stop);
    bool holds();

    int m_listener;
    int m_port;
    int m_target;
    std::atomic<OnCommit> m_onCommit{OnCommit::pass};
    std::atomic<int> m_times{0};
    std::atomic<bool> m_blackHole{false};
    std::atomic<std::chrono::milliseconds> m_fallAsleepFor{std::chrono::milliseconds{0}};
    // The thread's own:
    std::optional<std::chrono::milliseconds> m_waking;
    std::optional<std::chrono::steady_clock::time_point> m_awakeAt;
    std::atomic<int> m_connections{0};
    std::jthread m_thread;
};

} // namespace rig::test
