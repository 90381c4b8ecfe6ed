#include "judge/randombatch.h"
#include "judge/tests.h"
#include "storage/memorycodec.h"

#include <QTest>

using namespace rig::test;
using rig::JudgeBatch;
using rig::MachineMemory;
using rig::storage::decodeBatch;
using rig::storage::decodeMemory;
using rig::storage::encodeBatch;
using rig::storage::encodeMemory;

class CodecTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        const std::uint32_t seed = std::random_device{}();
        qInfo("seed %u", seed);
        m_random.seed(seed);
    }

    void shouldGiveBackWhatWasRemembered()
    {
        for (int i = 0; i < 1000; ++i) {
            const MachineMemory memory = randomMemory(m_random);
            QVERIFY(decodeMemory(encodeMemory(memory)) == memory);
            const JudgeBatch batch = randomBatch(m_random);
            const auto decoded = decodeBatch(encodeBatch(batch));
            QVERIFY(decoded && same(*decoded, batch));
        }
    }

    void shouldGiveTheSameBytesForever()
    {
        MachineMemory memory;
        memory.run = rig::RunState::starting;
        memory.startingSince = rig::Instant{std::chrono::microseconds{1}};
        memory.partition = 2;
        memory.sensors.resize(1);
        memory.sensors[0].standing[3] = true;
        memory.sensors[0].occurrences[3] = 258;
        QCOMPARE(encodeMemory(memory).toHex(),
                 QByteArray("01"                 // version
                            "0200000000000000"   // starting
                            "010100000000000000" // since
                            "00"                 // no newest
                            "0200000000000000"   // partition
                            "01000000"           // one sensor
                            "00"
                            "0000000000000000"
                            "00"
                            "0000000000000000" // lo_lo, lo
                            "00"
                            "0000000000000000"
                            "01"
                            "0201000000000000" // hi, hi_hi
                            "00"
                            "0000000000000000" // stale
                            "00"));            // never had a value
    }

    void shouldRefuseWhatWasCutOrHasMoreBehindIt()
    {
        for (int i = 0; i < 20; ++i) {
            const QByteArray memory = encodeMemory(randomMemory(m_random));
            for (qsizetype size = 0; size < memory.size(); ++size)
                QVERIFY(!decodeMemory(memory.first(size)));
            QVERIFY(!decodeMemory(memory + '\0'));
            const QByteArray batch = encodeBatch(randomBatch(m_random));
            for (qsizetype size = 0; size < batch.size(); ++size)
                QVERIFY(!decodeBatch(batch.first(size)));
            QVERIFY(!decodeBatch(batch + '\0'));
        }
    }

    void shouldRefuseAnotherVersion()
    {
        QByteArray memory = encodeMemory(randomMemory(m_random));
        QByteArray batch = encodeBatch(randomBatch(m_random));
        for (const int version : {0, 2, 6, 255}) { // neither's
            memory[0] = batch[0] = static_cast<char>(version);
            QVERIFY(!decodeMemory(memory));
            QVERIFY(!decodeBatch(batch));
        }
    }

    /// Whatever still decodes is what would have been written so, with states and names that exist.
    void shouldSurviveEveryFlippedBit()
    {
        int refused = 0;
        for (int i = 0; i < 20; ++i) {
            QByteArray bytes = encodeMemory(randomMemory(m_random));
            for (qsizetype bit = 0; bit < 8 * bytes.size(); ++bit) {
                flip(bytes, bit);
                if (const auto memory = decodeMemory(bytes)) {
                    QVERIFY(memory->run >= rig::RunState::unknown &&
                            memory->run <= rig::RunState::maintenance);
                    QCOMPARE(encodeMemory(*memory), bytes);
                } else {
                    ++refused;
                }
                flip(bytes, bit);
            }
        }
        QVERIFY(refused > 0);
    }

    void shouldSurviveEveryFlippedBitOfABatch()
    {
        for (int i = 0; i < 10; ++i) {
            QByteArray bytes = encodeBatch(randomBatch(m_random));
            for (qsizetype bit = 0; bit < 8 * bytes.size(); ++bit) {
                flip(bytes, bit);
                if (const auto batch = decodeBatch(bytes)) {
                    for (const rig::LimitEvent &event : batch->events)
                        QVERIFY(!word(event.limit).empty());
                    QCOMPARE(encodeBatch(*batch), bytes);
                }
                flip(bytes, bit);
            }
        }
    }

    void shouldRefuseNoise()
    {
        for (int i = 0; i < 2000; ++i) {
            QByteArray bytes(static_cast<qsizetype>(m_random() % 300), '\0');
            std::generate(bytes.begin(), bytes.end(), [this] { return static_cast<char>(m_random()); });
            if (!bytes.isEmpty())
                bytes[0] = 1;
            QVERIFY(!decodeBatch(bytes));
            decodeMemory(bytes); // a short one may pass by chance
        }
    }

private:
    static void flip(QByteArray &bytes, qsizetype bit)
    {
        char &byte = bytes.data()[bit / 8];
        byte = static_cast<char>(byte ^ (1 << (bit % 8)));
    }

    std::mt19937 m_random;
};

std::unique_ptr<QObject> makeCodecTest()
{
    return std::make_unique<CodecTest>();
}

#include "codectest.moc"
