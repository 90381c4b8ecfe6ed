#pragma once

#include "domain/ports/modelshelf.h"
#include "settings/settings.h"

#include <QObject>
#include <QProcess>
#include <QTimer>

namespace rig::composition {

/// `rigctl train` as a child process: it may take minutes and gigabytes, and neither it nor a crash of it is
/// to touch who asked for it. It ends with this object, and with this process however that ends. GUI thread.
class TrainingChild
{
public:
    struct Order
    {
        QString rigctl;
        settings::DatabaseSettings database; ///< by the environment, where no other user sees a password
        std::string dataDirectory;
        std::string machine;
        std::optional<std::chrono::hours> since; ///< none: all that is stored
    };
    using Progress = std::function<void(TrainingRun::Step step, double share)>;
    using Ended = std::function<void(Result<std::string> version)>;

    /// Starts it. Both are called on this thread, never from within this call or the destructor.
    TrainingChild(const Order &order, Progress progress, Ended ended);
    ~TrainingChild();
    TrainingChild(const TrainingChild &) = delete;
    TrainingChild &operator=(const TrainingChild &) = delete;

    /// Asks it to end, and kills it where it has not after five seconds.
    void cancel();

private:
    void start(const Order &order);
    void listen();
    void take(const QJsonObject &line);
    void finish();
    Result<std::string> outcome() const;

    Progress m_progress;
    Ended m_ended;
    QProcess m_process;
    QTimer m_patience;
    bool m_cancelled = false;
    bool m_over = false;
    std::optional<std::string> m_version; ///< that it said it has made
    QString m_sentence;                   ///< likewise, why it failed
    QByteArray m_complaints;              ///< the last of its standard error
};

} // namespace rig::composition
