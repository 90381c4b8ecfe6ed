#include "ctl/bench/slowlink.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <deque>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace rig::ctl {

using namespace std::chrono_literals;
using SteadyTime = std::chrono::steady_clock::time_point;

namespace {

constexpr int patience = 20; ///< ms between looks at whether to stop

sockaddr_un addressOf(const std::string &file)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, file.c_str(), sizeof address.sun_path - 1);
    return address;
}

int socketAt(const std::string &file, int (*use)(int, const sockaddr *, socklen_t))
{
    const int one = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_un address = addressOf(file);
    if (one >= 0 && use(one, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0)
        return one;
    ::close(one);
    return -1;
}

/// One direction: what came, and when it may go on.
class Lane
{
public:
    Lane(int from, int to, std::chrono::milliseconds delay) : m_from(from), m_to(to), m_delay(delay) {}

    /// False where the sender is gone.
    bool take()
    {
        std::array<char, 65536> bytes;
        const ssize_t count = ::recv(m_from, bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (count > 0)
            m_waiting.push_back({std::chrono::steady_clock::now() + m_delay,
                                 std::string(bytes.data(), static_cast<std::size_t>(count))});
        return count > 0 || (count < 0 && errno == EAGAIN);
    }

    /// Passes on what is due; false where the receiver is gone.
    bool give()
    {
        for (; !m_waiting.empty() && m_waiting.front().due <= std::chrono::steady_clock::now();
             m_waiting.pop_front()) {
            std::string_view rest = m_waiting.front().bytes;
            while (!rest.empty()) {
                const ssize_t count = ::send(m_to, rest.data(), rest.size(), MSG_NOSIGNAL);
                if (count < 0)
                    return false;
                rest.remove_prefix(static_cast<std::size_t>(count));
            }
        }
        return true;
    }

    /// How long nothing is due.
    std::chrono::nanoseconds quiet() const
    {
        return m_waiting.empty() ? std::chrono::milliseconds{patience}
                                 : m_waiting.front().due - std::chrono::steady_clock::now();
    }

private:
    struct Waiting
    {
        SteadyTime due;
        std::string bytes;
    };

    int m_from;
    int m_to;
    std::chrono::milliseconds m_delay;
    std::deque<Waiting> m_waiting;
};

} // namespace

Result<std::unique_ptr<SlowLink>> SlowLink::open(std::string socket, std::chrono::milliseconds roundTrip)
{
    std::unique_ptr<SlowLink> link(new SlowLink(std::move(socket), roundTrip));
    link->m_listener = socketAt(link->folder() + "/.s.PGSQL.5432", ::bind);
    if (link->m_listener < 0 || ::listen(link->m_listener, 4) != 0)
        return failure(ErrorKind::unavailable,
                       QCoreApplication::translate("rig::ctl::SlowLink", "No socket can be made in %1.")
                           .arg(link->m_folder.path()));
    link->m_thread = std::jthread([raw = link.get()](const std::stop_token &stop) { raw->run(stop); });
    return link;
}

SlowLink::SlowLink(std::string socket, std::chrono::milliseconds roundTrip)
    : m_socket(std::move(socket)), m_delay(roundTrip / 2)
{
}

SlowLink::~SlowLink()
{
    m_thread = {};
    if (m_listener >= 0)
        ::close(m_listener);
}

void SlowLink::run(const std::stop_token &stop) const
{
    while (!stop.stop_requested()) {
        pollfd one{m_listener, POLLIN, 0};
        if (::poll(&one, 1, patience) <= 0)
            continue;
        const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (client >= 0)
            serve(client, stop);
        ::close(client);
    }
}

void SlowLink::serve(int client, const std::stop_token &stop) const
{
    const int server = socketAt(m_socket, ::connect);
    Lane there(client, server, m_delay);
    Lane back(server, client, m_delay);
    for (bool whole = server >= 0; whole && !stop.stop_requested();) {
        std::array<pollfd, 2> ends{pollfd{client, POLLIN, 0}, pollfd{server, POLLIN, 0}};
        const auto quiet = std::clamp<std::chrono::nanoseconds>(std::min(there.quiet(), back.quiet()), 0ns,
                                                                std::chrono::milliseconds{patience});
        const timespec wait{0, static_cast<long>(quiet.count())};
        ::ppoll(ends.data(), ends.size(), &wait, nullptr);
        whole = (ends[0].revents == 0 || there.take()) && (ends[1].revents == 0 || back.take()) &&
                there.give() && back.give();
    }
    ::close(server);
}

} // namespace rig::ctl
