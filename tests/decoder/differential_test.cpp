#include "commalocale.h"
#include "messages.h"
#include "plants.h"
#include "reference.h"
#include "tests.h"

#include <QTest>

#include <cstring>

using namespace rig;

namespace {

constexpr int rounds = 60'000;

/// RIG_TEST_SEED repeats a run that failed.
std::uint32_t seedForThisRun()
{
    const QByteArray given = qgetenv("RIG_TEST_SEED");
    const std::uint32_t seed = given.isEmpty() ? std::random_device()() : given.toUInt();
    qInfo("RIG_TEST_SEED=%u", seed);
    return seed;
}

/// How often the messages of a run showed what is to be compared: a run that shows nothing proves nothing.
struct Seen
{
    int readings = 0;
    int rejections = 0;
    int doubled = 0;
    int unknown = 0;
    int uncertainTimes = 0;
};

class DifferentialTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldDecodeAnyMessageByTheBook();
    void shouldDecodeAnyMessageByTheBookUnderACommaLocale();

private:
    void compareMany(std::uint32_t seed);
    void vary(MessageMaker &maker, Record &record);
    bool compareOne(const Plant &plant, const Record &record);

    pipeline::Decoder m_decoder{"A"};
    Seen m_seen;
};

void DifferentialTest::shouldDecodeAnyMessageByTheBook()
{
    compareMany(seedForThisRun());
}

void DifferentialTest::shouldDecodeAnyMessageByTheBookUnderACommaLocale()
{
    const CommaLocale locale;
    if (!locale.active())
        QSKIP("there is no comma locale and no localedef with its sources (package locales)");
    compareMany(seedForThisRun());
}

void DifferentialTest::compareMany(std::uint32_t seed)
{
    m_seen = {};
    MessageMaker maker(seed);
    const PlantPtr plants[] = {makeTestPlant(), makeChangedPlant()};
    for (int round = 0; round < rounds; ++round) {
        const std::string sound = maker.sound();
        const std::string message = maker.chance(0.4) ? maker.broken(sound) : sound;
        Record record;
        record.payload = message;
        vary(maker, record);
        QVERIFY2(compareOne(*plants[maker.chance(0.2) ? 1 : 0], record), message.c_str());
    }
    QVERIFY(m_seen.readings > rounds / 5);
    QVERIFY(m_seen.rejections > rounds / 5);
    QVERIFY(m_seen.doubled > rounds / 20);
    QVERIFY(m_seen.unknown > rounds / 20);
    QVERIFY(m_seen.uncertainTimes > rounds / 20);
}

void DifferentialTest::vary(MessageMaker &maker, Record &record)
{
    record.offset = static_cast<std::int64_t>(maker.below(100'000'000));
    if (maker.chance(0.9))
        record.time = parseInstant(maker.chance(0.9) ? "2026-01-12T08:00:00Z" : "1999-01-12T08:00:00Z");
}

bool DifferentialTest::compareOne(const Plant &plant, const Record &record)
{
    pipeline::UnknownNames unknown;
    const auto reading = m_decoder.decode(record, plant, &unknown);
    const Expected expected = decodeByTheBook(record, plant, "A");
    m_seen.readings += reading ? 1 : 0;
    m_seen.rejections += reading ? 0 : 1;
    m_seen.unknown += unknown.names().empty() ? 0 : 1;
    if (reading.has_value() != expected.reading.has_value() || (!reading && reading.error().empty()))
        return false;
    std::map<std::string, std::uint64_t> counts;
    for (const auto &[name, counted] : unknown.names())
        counts.emplace(name, counted.count);
    if (counts != expected.unknown || unknown.beyond() != 0)
        return false;
    if (!reading)
        return true;
    const Reading &wanted = *expected.reading;
    m_seen.doubled += wanted.valueQuality.empty() ? 0 : 1;
    m_seen.uncertainTimes += wanted.timeQuality == QualityReason::none ? 0 : 1;
    // Bits, so that -0.0 is not 0.0; all "no values" are the same NaN.
    return reading->machine == wanted.machine && reading->layoutVersion == wanted.layoutVersion &&
           reading->at == wanted.at && reading->recordTime == wanted.recordTime &&
           reading->timeQuality == wanted.timeQuality && reading->valueQuality == wanted.valueQuality &&
           reading->values.size() == wanted.values.size() &&
           std::memcmp(reading->values.data(), wanted.values.data(), wanted.values.size() * sizeof(double)) ==
               0;
}

} // namespace

std::unique_ptr<QObject> makeDifferentialTest()
{
    return std::make_unique<DifferentialTest>();
}

#include "differential_test.moc"
