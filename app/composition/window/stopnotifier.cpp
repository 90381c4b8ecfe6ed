#include "composition/window/stopnotifier.h"

#include <array>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace rig::composition {

namespace {

constexpr std::array stopping{SIGTERM, SIGINT, SIGHUP};

/// A handler may do little more than write; what it writes wakes the event loop.
std::array<int, 2> pipeEnds{-1, -1};

void wake(int)
{
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(pipeEnds[1], &byte, 1);
}

} // namespace

StopNotifier::StopNotifier(std::function<void()> stop)
{
    if (::pipe2(pipeEnds.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return; // Without a pipe the signals end the process at once, as they would anyhow.
    m_notifier = std::make_unique<QSocketNotifier>(pipeEnds[0], QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(),
                     [stop = std::move(stop)] {
                         char byte = 0;
                         while (::read(pipeEnds[0], &byte, 1) > 0) {
                         }
                         stop();
                     });
    for (const int signal : stopping)
        std::signal(signal, wake);
}

StopNotifier::~StopNotifier()
{
    for (const int signal : stopping)
        std::signal(signal, SIG_DFL);
    m_notifier.reset();
    for (int &end : pipeEnds)
        if (end >= 0)
            ::close(std::exchange(end, -1));
}

} // namespace rig::composition
