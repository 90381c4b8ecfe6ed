#pragma once

#include <QProcess>
#include <QTemporaryDir>

#include <string>

namespace rig::test {

/// PgBouncer in transaction mode before the tests' PostgreSQL: each transaction may get another of its few
/// connections, and whatever a session was told is somebody else's with the next one. Ends with the object;
/// failures of the set-up are std::runtime_error.
class Pooler
{
public:
    explicit Pooler(int connections);
    ~Pooler();
    Pooler(const Pooler &) = delete;
    Pooler &operator=(const Pooler &) = delete;

    static bool installed();
    /// A connection string that leads to the same database through it.
    std::string through(const std::string &url) const;

private:
    QByteArray configuration(int connections) const;

    QTemporaryDir m_folder;
    int m_port;
    QProcess m_process;
};

} // namespace rig::test
