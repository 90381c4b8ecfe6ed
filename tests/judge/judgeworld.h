#pragma once

#include "judge/randomreadings.h"
#include "support/installation.h"
#include "support/recordingproducer.h"

#include <QTest>

namespace rig::test {

/// What one test works with, all of it its own: a database, a topic, an installation and the oracle's two
/// halves. Failures of the set-up are std::runtime_error.
class JudgeWorld
{
public:
    /// The plant: the lively one, in which no value gets stale within a test.
    explicit JudgeWorld(int partitions = 3);

    static PlantDefinition patientPlant();
    /// Makes this the plant, with the real program; returns when it is committed.
    void import(const PlantDefinition &plant);

    /// Random readings as they come, each keyed by its machine; without keys where a partition is named.
    void sendRandom(int count, std::optional<std::int32_t> keylessInto = {});
    void send(Message message);

    /// Waits until the judge's offset rows stand behind everything sent.
    bool judged(milliseconds patience = std::chrono::seconds{40});
    /// How the recorded events differ from what the oracle makes of everything sent, in the order in which it
    /// was sent. Until something came, nothing is said of values that stay away.
    QStringList check(milliseconds patience = std::chrono::seconds{40});
    std::vector<ExpectedEvent> recorded();

    /// The database goes away for everybody but the superuser, or comes back.
    void refuseConnections(bool refuse);
    /// Bytes of the journal of this installation; 0 where there is none.
    qint64 journalBytes() const;

    TestDatabase database;
    KafkaTopic topic;
    QTemporaryDir data;
    Installation installation;
    RecordingProducer producer;
    PlantDefinition plant;

private:
    RandomReadings m_random;
};

/// What the judge has recorded is what the oracle wants, each event once, and there were some.
#define RIG_VERIFY_JUDGED(world)                                                                             \
    do {                                                                                                     \
        const QStringList wrong = (world).check();                                                           \
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QChar::LineFeed)));                                  \
        QVERIFY((world).recorded().size() > 10);                                                             \
    } while (false)

} // namespace rig::test
