#pragma once

#include <QString>

#include <vector>

namespace rig::test {

enum class Server
{
    kafka,
    postgres
};

/// What tests/servers/control can do to a server: kill, stop, start, restart, freeze, thaw, renew. Returns
/// when it is done; a failure is a std::runtime_error. Only for tests that have servers of their own.
void control(Server server, const QString &action);

/// A server that answers nothing for as long as this lives.
class Frozen
{
public:
    explicit Frozen(Server server);
    ~Frozen();
    Frozen(const Frozen &) = delete;
    Frozen &operator=(const Frozen &) = delete;

private:
    Server m_server;
};

/// A server that is not there for as long as this lives: killed or stopped, and started again afterwards.
class Absent
{
public:
    Absent(Server server, const QString &how);
    ~Absent();
    Absent(const Absent &) = delete;
    Absent &operator=(const Absent &) = delete;

private:
    Server m_server;
};

/// Processes, of a server or of anybody's, that stand still for as long as this lives.
class StandingStill
{
public:
    explicit StandingStill(std::vector<int> processes);
    ~StandingStill();
    StandingStill(const StandingStill &) = delete;
    StandingStill &operator=(const StandingStill &) = delete;

private:
    std::vector<int> m_processes;
};

} // namespace rig::test
