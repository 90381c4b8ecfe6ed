#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <chrono>

/// What `composition_test --offer` does, in a process of its own: the servers and the node of a rig-alpha
/// without its window, and a JSON line to standard output whenever something about them changed. Ends with
/// its standard input.
int offerServers();

/// A user's folders, without a configured server.
class Account
{
public:
    Account();
    ~Account();
    Account(const Account &) = delete;
    Account &operator=(const Account &) = delete;

    QProcessEnvironment environment() const { return m_environment; }
    QString dataDirectory() const { return m_base.filePath(QStringLiteral("data")); }
    /// Whether a PostgreSQL runs in the data directory.
    bool databaseRuns() const;
    void stopDatabase() const;

    struct Run
    {
        int exitCode = -1;
        QString out;
        QString err;
        QJsonObject json() const;
    };
    Run rigctl(const QStringList &arguments) const { return rigctl(arguments, m_environment); }
    Run rigctl(const QStringList &arguments, const QProcessEnvironment &environment) const;

private:
    QTemporaryDir m_base;
    QProcessEnvironment m_environment;
};

/// That process. Killed with the object, as a crash would.
class Offering
{
public:
    explicit Offering(const Account &account);
    ~Offering();
    Offering(const Offering &) = delete;
    Offering &operator=(const Offering &) = delete;

    qint64 process() const { return m_process.processId(); }
    /// The newest of its lines.
    const QJsonObject &state();
    /// Waits until the state has these values.
    bool becomes(const QJsonObject &expected, std::chrono::milliseconds patience = std::chrono::seconds{30});
    void kill();
    /// Lets it end in order.
    bool end();
    QString said() { return QString::fromUtf8(m_process.readAllStandardError()); }

private:
    QProcess m_process;
    QJsonObject m_state;
};
