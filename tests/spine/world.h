#pragma once

#include "support/installation.h"
#include "support/oracle.h"

#include <QJsonObject>
#include <QTest>

namespace rig::test {

/// What one test works with, all of it its own: a database, a topic, an installation of the program and the
/// oracle's two halves. Failures of the set-up are std::runtime_error.
class World
{
public:
    explicit World(int partitions = 3, const KafkaTopic::Configuration &topicConfiguration = {});

    /// Makes the schema and the demo plant.
    void importDemo();
    /// Exports the plant, lets `change` edit the file, and imports it, all with the real program. Returns
    /// when the change is committed.
    void changePlant(const std::function<void(QJsonObject &)> &change);

    void send(const std::vector<Message> &messages);
    /// What is wrong once everything sent is stored, or that it is not after `patience`.
    QStringList check(milliseconds patience = std::chrono::seconds{30});
    /// Waits until everything sent is stored.
    bool stored(milliseconds patience = std::chrono::seconds{30});

    TestDatabase database;
    KafkaTopic topic;
    Installation installation;
    RecordingProducer producer;
};

} // namespace rig::test

/// Everything that was sent is stored as it must be, exactly once.
#define RIG_VERIFY_STORED(world)                                                                             \
    do {                                                                                                     \
        const QStringList wrong = (world).check();                                                           \
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QChar::LineFeed)));                                  \
    } while (false)
