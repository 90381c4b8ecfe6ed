#include "domain/record.h"

#include "domain/tests.h"

#include <QTest>

using rig::Instant;
using rig::Record;
using rig::RecordBatch;
using namespace std::chrono_literals;

class RecordTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldBeginEmpty()
    {
        const RecordBatch batch;
        QVERIFY(batch.empty());
        QCOMPARE(batch.bytes(), 0u);
    }

    void shouldGiveBackWhatWasAddedThoughItsBytesMoved()
    {
        RecordBatch batch;
        std::size_t bytes = 0;
        for (int i = 0; i < 1000; ++i) {
            // They die with this round; the batch has its own.
            const std::string payload(static_cast<std::size_t>(i), static_cast<char>(i));
            const std::string origin = i % 2 ? "simulated" : "";
            const std::string ingestId = i % 3 ? "id-" + std::to_string(i) : "";
            batch.add({i % 5, i, Instant(i * 1ms), Instant(i * 1us), i % 2 == 0, payload, origin, ingestId});
            bytes += payload.size() + origin.size() + ingestId.size();
        }
        QCOMPARE(batch.size(), 1000u);
        QCOMPARE(batch.bytes(), bytes);
        for (int i = 0; i < 1000; ++i) {
            const Record record = batch[static_cast<std::size_t>(i)];
            QCOMPARE(record.partition, i % 5);
            QCOMPARE(record.offset, i);
            QVERIFY(record.time == Instant(i * 1ms));
            QVERIFY(record.receivedAt == Instant(i * 1us));
            QCOMPARE(record.keyed, i % 2 == 0);
            QVERIFY(record.payload == std::string(static_cast<std::size_t>(i), static_cast<char>(i)));
            QVERIFY(record.origin == (i % 2 ? "simulated" : ""));
            QVERIFY(record.ingestId == (i % 3 ? "id-" + std::to_string(i) : ""));
        }
    }

    void shouldStayWholeWhenMoved()
    {
        RecordBatch batch;
        Record record;
        record.payload = "{}"; // short enough for a string to hold in itself
        batch.add(record);
        const RecordBatch moved = std::move(batch);
        QCOMPARE(moved[0].payload, std::string_view("{}"));
    }

    void shouldKeepARecordWithoutTime()
    {
        RecordBatch batch;
        batch.add({});
        QVERIFY(!batch[0].time);
    }
};

std::unique_ptr<QObject> makeRecordTest()
{
    return std::make_unique<RecordTest>();
}

#include "recordtest.moc"
