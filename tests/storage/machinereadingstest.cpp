#include "storage/machinereadings.h"

#include "decoder/commalocale.h"
#include "storage/database.h"
#include "storage/historyworld.h"
#include "storage/tests.h"

#include <bit>
#include <random>

using namespace Qt::Literals::StringLiterals;
using namespace rig::storage;
using namespace rig::test;
using namespace std::chrono_literals;
using rig::Instant;
using rig::QualityReason;
using rig::Reading;

namespace {

constexpr Instant noon = std::chrono::sys_days{std::chrono::year{2026} / 1 / 12} + 12h;

std::vector<std::uint64_t> bitsOf(const std::vector<double> &values)
{
    std::vector<std::uint64_t> bits;
    for (const double value : values)
        bits.push_back(std::isnan(value) ? 0 : std::bit_cast<std::uint64_t>(value));
    return bits;
}

class MachineReadingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_DATABASE(); }

    /// Bit for bit, hours on end and across midnight, also where the locale writes numbers otherwise.
    void shouldGiveWhatWasStoredInTheOrderOfItsTimes()
    {
        const CommaLocale comma;
        HistoryWorld world(noon);
        std::mt19937 random(1);
        std::uniform_real_distribution<double> value(-1e6, 1e6);
        std::vector<Reading> stored;
        for (auto at = 0s; at < 15h; at += 97s) {
            Reading one = HistoryWorld::readingAt(noon + at, {value(random), value(random) / 7});
            if (random() % 5 == 0)
                one.values[1] = rig::noValue;
            if (random() % 7 == 0)
                one.values.pop_back();
            if (random() % 9 == 0)
                one.valueQuality = {QualityReason::lost, QualityReason::none};
            if (random() % 11 == 0)
                one.timeQuality = QualityReason::sourceTimeMissing;
            one.receivedAt = one.at + (random() % 3 == 0 ? -2h : 300ms); // a clock that is ahead, and delay
            stored.push_back(one);
        }
        std::vector<Reading> shuffled = stored;
        std::ranges::shuffle(shuffled, random);
        shuffled.push_back(HistoryWorld::readingAt(noon + 1h, {1, 2}, 2)); // of another machine
        world.store(shuffled);
        MachineReadings readings(addressOf(world.database), {});
        std::vector<Reading> read;
        const auto take = [&](const Reading &one) {
            read.push_back(one);
            return true;
        };
        QVERIFY(readings.read(1, noon, noon + 15h, take));
        QCOMPARE(read.size(), stored.size());
        for (std::size_t i = 0; i < read.size(); ++i) {
            QCOMPARE(read[i].at, stored[i].at);
            QCOMPARE(bitsOf(read[i].values), bitsOf(stored[i].values));
            QCOMPARE(read[i].valueQuality, stored[i].valueQuality);
            QCOMPARE(read[i].timeQuality, stored[i].timeQuality);
            QCOMPARE(read[i].receivedAt, stored[i].receivedAt);
            QCOMPARE(read[i].recordTime, std::min(stored[i].at, stored[i].receivedAt));
        }
        read.clear();
        QVERIFY(readings.read(1, noon + 97s, noon + 3 * 97s, take)); // the end is not in it
        QCOMPARE(read.size(), 2);
        int taken = 0;
        QVERIFY(readings.read(1, noon, noon + 15h, [&](const Reading &) { return ++taken < 3; }));
        QCOMPARE(taken, 3);
        const auto has = [&](int machine, auto from, auto to) {
            return readings.has(machine, noon + from, noon + to).value();
        };
        QVERIFY(has(1, 0s, 1us) && !has(1, 1us, 97s) && has(1, 1us, 98s));
        QVERIFY(!has(2, 0s, 1h) && has(2, 1h, 1h + 1us));
    }

    /// Years without a reading cost nothing, and what has an impossible time is passed over.
    void shouldPassOverDaysThatThereAreNot()
    {
        HistoryWorld world(noon);
        world.store({HistoryWorld::readingAt(noon, {1, 2}),
                     HistoryWorld::readingAt(noon - 24h * 3'000, {3, 4}),
                     HistoryWorld::readingAt(noon + 1h, {5, 6})});
        world.sql().run("update rig.reading set at = timestamptz '1990-01-01Z' where sensor_values[1] = 5");
        MachineReadings readings(addressOf(world.database), {});
        std::vector<double> first;
        QVERIFY(readings.read(1, noon - 24h * 365 * 60, noon + 24h, [&](const Reading &one) {
            first.push_back(one.values[0]);
            return true;
        }));
        QCOMPARE(first, (std::vector<double>{3, 1}));
    }
};

} // namespace

std::unique_ptr<QObject> makeMachineReadingsTest()
{
    return std::make_unique<MachineReadingsTest>();
}

#include "machinereadingstest.moc"
