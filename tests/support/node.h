#pragma once

#include <QProcess>

#include <chrono>
#include <optional>

namespace rig::test {

/// One running `rigctl node`; killed with the object.
class Node
{
public:
    /// `log` is a file that does not exist yet; what the node says goes there.
    Node(const QString &program, const QStringList &options, const QProcessEnvironment &environment,
         const QString &log);
    ~Node();
    Node(const Node &) = delete;
    Node &operator=(const Node &) = delete;

    /// kill -9; returns when it is gone.
    void kill();
    /// Every thread of it stands still until `thaw`.
    void freeze();
    void thaw();

    /// Asks it to stop with `signal`. Its exit code, none when it did not end in time or not by itself. A stop
    /// has 10 s, which tests that run side by side on a busy machine do not measure.
    std::optional<int> stop(std::chrono::milliseconds patience = std::chrono::seconds{30}, int signal = 15);
    /// The signal that it died of; 0 when it ended by itself, none when it still runs after `patience`.
    std::optional<int> diedOf(std::chrono::milliseconds patience);
    bool running();
    int exitCode() const { return m_process.exitCode(); }

    /// Everything it wrote to standard error so far.
    QString said() const;
    /// Waits until it said something with `words` in it.
    bool says(const QString &words, std::chrono::milliseconds patience = std::chrono::seconds{10}) const;

private:
    void signal(int number);

    QProcess m_process;
    QString m_log;
};

} // namespace rig::test
