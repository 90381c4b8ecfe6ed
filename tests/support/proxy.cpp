#include "support/proxy.h"

#include <QString>
#include <QUrl>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <list>
#include <stdexcept>
#include <utility>
#include <vector>

namespace rig::test {

namespace {

sockaddr_in loopback(int port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

void check(bool done, const char *what)
{
    if (!done)
        throw std::runtime_error(std::string("proxy: ") + what);
}

bool sendAll(int socket, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

} // namespace

/// One client and its connection to the server.
class Proxy::Wire
{
public:
    Wire(Proxy &proxy, int client)
        : m_proxy(proxy), m_client(client), m_server(::socket(AF_INET, SOCK_STREAM, 0))
    {
        const sockaddr_in address = loopback(proxy.m_target);
        m_whole = ::connect(m_server, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    }
    ~Wire()
    {
        ::close(m_client);
        ::close(m_server);
    }
    Wire(const Wire &) = delete;
    Wire &operator=(const Wire &) = delete;

    bool whole() const { return m_whole; }
    int client() const { return m_client; }
    int server() const { return m_server; }

    void fromClient()
    {
        const std::string bytes = receive(m_client);
        // A statement's text comes in one piece with its message here: it is the last thing sent before
        // waiting.
        const bool commits = bytes.find(std::string("commit\0", 7)) != std::string::npos;
        const auto what = commits && m_proxy.m_times > 0 ? m_proxy.m_onCommit.load() : OnCommit::pass;
        if (what != OnCommit::pass)
            --m_proxy.m_times;
        if (what == OnCommit::cutBefore)
            m_whole = false;
        m_mute = m_mute || what == OnCommit::cutAfter;
        if (m_whole && !m_proxy.m_blackHole)
            m_whole = sendAll(m_server, bytes);
    }

    void fromServer()
    {
        const std::string bytes = receive(m_server);
        if (m_mute) // the answer to the commit: it is done, and nobody hears of it
            m_whole = false;
        else if (m_whole && !m_proxy.m_blackHole)
            m_whole = sendAll(m_client, bytes);
    }

private:
    std::string receive(int socket)
    {
        std::string bytes(64 * 1024, '\0');
        const ssize_t count = ::recv(socket, bytes.data(), bytes.size(), 0);
        m_whole = m_whole && count > 0;
        bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
        return bytes;
    }

    Proxy &m_proxy;
    int m_client;
    int m_server;
    bool m_whole = false;
    bool m_mute = false;
};

Proxy::Proxy()
    : m_listener(::socket(AF_INET, SOCK_STREAM, 0)),
      m_port(0),
      m_target(QUrl(qEnvironmentVariable("DATABASE_URL")).port())
{
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    auto *const any = reinterpret_cast<sockaddr *>(&address);
    check(::bind(m_listener, any, size) == 0 && ::listen(m_listener, 16) == 0, "no port to listen on");
    check(::getsockname(m_listener, any, &size) == 0, "no name");
    m_port = ntohs(address.sin_port);
    m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
}

Proxy::~Proxy()
{
    m_thread.request_stop();
    m_thread.join();
    ::close(m_listener);
}

std::string Proxy::through(const std::string &url) const
{
    QUrl changed(QString::fromStdString(url));
    changed.setPort(m_port);
    return changed.toString(QUrl::FullyEncoded).toStdString();
}

void Proxy::onCommit(OnCommit what, int times)
{
    m_onCommit = what;
    m_times = times;
}

void Proxy::sleep(std::chrono::milliseconds waking)
{
    m_fallAsleepFor = waking;
    // Who connects from now on shall be held, and not be cut off with those before.
    while (m_fallAsleepFor.load().count() > 0)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

/// Asleep, or waking up.
bool Proxy::holds()
{
    if (m_awakeAt && std::chrono::steady_clock::now() > *m_awakeAt)
        m_waking.reset();
    return m_waking.has_value();
}

void Proxy::run(const std::stop_token &stop)
{
    std::list<Wire> wires;
    while (!stop.stop_requested()) {
        if (const auto waking = m_fallAsleepFor.load(); waking.count() > 0) {
            wires.clear();
            m_waking = waking;
            m_awakeAt.reset();
            m_fallAsleepFor = std::chrono::milliseconds{0};
        }
        std::vector<pollfd> sockets{{m_listener, POLLIN, 0}};
        const bool held = holds();
        for (const Wire &wire : wires) {
            if (held)
                break;
            sockets.push_back({wire.client(), POLLIN, 0});
            sockets.push_back({wire.server(), POLLIN, 0});
        }
        ::poll(sockets.data(), sockets.size(), 20);
        std::size_t next = 1;
        for (Wire &wire : wires) {
            if (held)
                break;
            if (sockets[next++].revents != 0)
                wire.fromClient();
            if (sockets[next++].revents != 0 && wire.whole())
                wire.fromServer();
        }
        wires.remove_if([](const Wire &wire) { return !wire.whole(); });
        if (sockets[0].revents != 0) {
            wires.emplace_back(*this, ::accept(m_listener, nullptr, nullptr));
            ++m_connections;
            if (held && !m_awakeAt)
                m_awakeAt = std::chrono::steady_clock::now() + *m_waking;
        }
    }
}

} // namespace rig::test
