#include "simulator/machinesignals.h"
#include "domain/plantfile.h"
#include "simulator/faultmoves.h"
#include "simulator/noise.h"
#include "tests.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

using namespace std::chrono_literals;
using namespace rig::simulator;

namespace {

using Values = std::vector<double>;

Values sampleOf(MachineSignals &signals, Elapsed now)
{
    Values values;
    signals.sample(now, values);
    return values;
}

std::size_t indexOf(std::string_view name)
{
    const auto table = signalTable();
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const Signal &one) { return one.name == name; });
    return static_cast<std::size_t>(found - table.begin());
}

double valueOf(MachineSignals &signals, std::string_view name, Elapsed now)
{
    return sampleOf(signals, now)[indexOf(name)];
}

MachineSignals running(std::string_view machine, std::uint64_t seed)
{
    MachineSignals signals(machine, seed);
    signals.start(0s);
    return signals;
}

/// Of 600 samples, one every 10 s.
Values meansOf(MachineSignals &signals, Elapsed from)
{
    Values sums(signalTable().size());
    for (int i = 0; i < 600; ++i) {
        const Values values = sampleOf(signals, from + i * 10s);
        std::transform(values.begin(), values.end(), sums.begin(), sums.begin(),
                       [](double value, double sum) { return sum + value / 600; });
    }
    return sums;
}

double meanOf(MachineSignals signals, std::string_view name, Elapsed from)
{
    return meansOf(signals, from)[indexOf(name)];
}

double correlation(const std::vector<Values> &rows, std::size_t one, std::size_t other)
{
    double a = 0;
    double b = 0;
    for (const Values &row : rows) {
        a += row[one] / static_cast<double>(rows.size());
        b += row[other] / static_cast<double>(rows.size());
    }
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (const Values &row : rows) {
        ab += (row[one] - a) * (row[other] - b);
        aa += (row[one] - a) * (row[one] - a);
        bb += (row[other] - b) * (row[other] - b);
    }
    return aa > 0 && bb > 0 ? ab / std::sqrt(aa * bb) : 0;
}

/// The first sensor that the means show moved otherwise than said; empty where there is none.
QString wronglySaid(const std::vector<FaultMove> &moves, const Values &before, const Values &after)
{
    // Said is what it is under rated load, and these idle between orders.
    constexpr double loadShare = 1.25;
    for (std::size_t sensor = 0; sensor < before.size(); ++sensor) {
        const Signal &signal = signalTable()[sensor];
        const double seen = (after[sensor] - before[sensor]) / signal.noise;
        const auto said = std::ranges::find(moves, static_cast<Quantity>(sensor), &FaultMove::quantity);
        const bool right = said == moves.end()
                               ? std::abs(seen) < leastMove * loadShare
                               : (seen > 0) == said->up && std::abs(seen) > leastMove / loadShare;
        if (!right)
            return QStringLiteral("%1 moved by %2 deviations, said are %3")
                .arg(QLatin1String(signal.name.data()))
                .arg(seen)
                .arg(said == moves.end() ? 0.0 : said->deviations);
    }
    return {};
}

class MachineSignalsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void shouldHaveEverySensorOfTheDemoPlantAndNoOther();
    void shouldRepeatBitForBitWithTheSameSeed();
    void shouldShareNoNoiseWithAnotherMachineOfAnotherSeed();
    void shouldNotDependOnHowOftenItIsSampled();
    void shouldGiveAnotherCharacterWithAnotherSeedOrMachine();
    void shouldHaveTheCharacterAskedFor();
    void shouldHaveSensorsThatDependOnOneAnother_data();
    void shouldHaveSensorsThatDependOnOneAnother();
    void shouldIdleBetweenOrders();
    void shouldStayWithinRangeAndLimitsWheneverItRuns_data();
    void shouldStayWithinRangeAndLimitsWheneverItRuns();
    void shouldNeverShowWhatCannotBe_data();
    void shouldNeverShowWhatCannotBe();
    void shouldStandStillWhenStopped();
    void shouldFollowTheHourOfTheDay();
    void shouldVaryWithLoadAndNoiseWithoutJumping();
    void shouldWearSlowlyAtFirstAndEndBeyondTheSecondLimit();
    void shouldMoveTheSensorsThatAFaultIsSaidToMoveAndNoOther_data();
    void shouldMoveTheSensorsThatAFaultIsSaidToMoveAndNoOther();
    void shouldSayHowFarEachEffectMovesItsSensor();
    void shouldLeaveTheOthersAloneWhenItWears();
    void shouldGrowToTheSeverityAskedFor();
    void shouldBeginAFaultAtItsOnset();
    void shouldHaveSeveralFaultsAtOnce();
    void shouldRecoverWithinSecondsWhenRepaired();
    void shouldGoOnShowingTheValueOfAFrozenSensor();
    void shouldShowAWrongValueOfADriftingSensor();
    void shouldShowNothingOfALostSensor();
    void shouldDrawTheSensorThatFails();

private:
    /// The first value that its quantity cannot have, with its sensor; empty where there is none.
    QString impossibleIn(const Values &values) const;

    std::map<std::string, rig::Sensor, std::less<>> m_sensors;
};

void MachineSignalsTest::initTestCase()
{
    QFile file(QStringLiteral(RIG_DEMO_PLANT));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto plant = rig::readPlantFile(file.readAll());
    QVERIFY(plant);
    for (const rig::Sensor &sensor : plant->sensors)
        m_sensors.emplace(sensor.name, sensor);
}

void MachineSignalsTest::shouldHaveEverySensorOfTheDemoPlantAndNoOther()
{
    QCOMPARE(signalTable().size(), std::size_t{50});
    QCOMPARE(m_sensors.size(), std::size_t{50});
    for (const Signal &signal : signalTable())
        QVERIFY2(m_sensors.contains(signal.name), std::string(signal.name).c_str());
}

void MachineSignalsTest::shouldShareNoNoiseWithAnotherMachineOfAnotherSeed()
{
    // 'A' and 'B' differ in the bits in which 1 and 2 do.
    for (std::uint64_t place = 0; place < 10; ++place)
        QVERIFY(rig::simulator::Noise(1).of("A").even(place) != rig::simulator::Noise(2).of("B").even(place));
}

void MachineSignalsTest::shouldRepeatBitForBitWithTheSameSeed()
{
    MachineSignals one = running("A", 42);
    MachineSignals other = running("A", 42);
    for (Elapsed now = 0s; now < 2h; now += 7s + 50ms) {
        if (now > 30min && one.faults().empty()) {
            one.inject({"bearing_wear", 10min, 0.8}, now);
            other.inject({"bearing_wear", 10min, 0.8}, now);
        }
        // As bytes: a difference in the last bit counts.
        const Values a = sampleOf(one, now);
        const Values b = sampleOf(other, now);
        QVERIFY(std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0);
    }
}

void MachineSignalsTest::shouldNotDependOnHowOftenItIsSampled()
{
    MachineSignals seldom = running("A", 42);
    MachineSignals often = running("A", 42);
    for (MachineSignals *one : {&seldom, &often})
        one->inject({"coolant_loss", 10min, 0.8}, 30min);
    for (Elapsed now = 0s; now < 1h; now += 330ms)
        sampleOf(often, now);
    QCOMPARE(sampleOf(seldom, 1h), sampleOf(often, 1h));
}

void MachineSignalsTest::shouldGiveAnotherCharacterWithAnotherSeedOrMachine()
{
    const MachineSignals a = running("A", 42);
    const double temperature = meanOf(a, "bearing_temp", 1h);
    QVERIFY(std::abs(temperature - meanOf(running("B", 42), "bearing_temp", 1h)) > 0.2);
    QVERIFY(std::abs(temperature - meanOf(running("A", 43), "bearing_temp", 1h)) > 0.2);
    // It is a character: the machine has it an hour later too.
    QVERIFY(std::abs(meanOf(a, "gear_wear", 1h) - meanOf(a, "gear_wear", 3h)) < 0.3);
    QVERIFY(std::abs(meanOf(a, "gear_wear", 1h) - meanOf(running("B", 42), "gear_wear", 1h)) > 0.5);
}

void MachineSignalsTest::shouldHaveTheCharacterAskedFor()
{
    const auto gearWear = [](const char *machine, std::uint64_t seed, std::uint64_t character) {
        MachineSignals signals(machine, seed, character);
        signals.start(0s);
        return meanOf(signals, "gear_wear", 1h);
    };
    QVERIFY(std::abs(gearWear("A", 1, 5) - gearWear("B", 2, 5)) < 0.3);
    QVERIFY(std::abs(gearWear("A", 1, 5) - gearWear("A", 1, 6)) > 0.5);
    MachineSignals one("A", 1, 5);
    MachineSignals other("A", 2, 5);
    QVERIFY(sampleOf(one, 1h) != sampleOf(other, 1h)); // of the same make, but not the same readings
}

void MachineSignalsTest::shouldHaveSensorsThatDependOnOneAnother_data()
{
    QTest::addColumn<QByteArray>("machine");
    QTest::addColumn<int>("seed");
    for (const char *machine : {"A", "B", "C"})
        for (const int seed : {1, 2, 3, 4})
            QTest::addRow("%s, seed %d", machine, seed) << QByteArray(machine) << seed;
}

void MachineSignalsTest::shouldHaveSensorsThatDependOnOneAnother()
{
    QFETCH(QByteArray, machine);
    QFETCH(int, seed);
    MachineSignals signals = running(machine.toStdString(), static_cast<std::uint64_t>(seed));
    std::vector<Values> rows;
    for (Elapsed now = 30min; now < 90min; now += 5s) // long after the start
        rows.push_back(sampleOf(signals, now));
    int pairs = 0;
    for (std::size_t i = 0; i < rows[0].size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            pairs += std::abs(correlation(rows, i, j)) > 0.5 ? 1 : 0;
    QVERIFY2(pairs >= 15, QByteArray::number(pairs).constData());
    for (const auto &[one, other] :
         {std::pair("torque", "motor_current"), std::pair("motor_current", "current"),
          std::pair("motor_current", "heat_dissipation")}) {
        const double r = correlation(rows, indexOf(one), indexOf(other));
        QVERIFY2(
            r > 0.5,
            qPrintable(QStringLiteral("%1 and %2: %3").arg(QLatin1String(one), QLatin1String(other)).arg(r)));
    }
}

void MachineSignalsTest::shouldIdleBetweenOrders()
{
    MachineSignals signals = running("A", 42);
    int idling = 0;
    int looked = 0;
    for (Elapsed now = 10min; now < 10h; now += 10s, ++looked) {
        const Values values = sampleOf(signals, now);
        idling += values[indexOf("rpm")] > 2500 && values[indexOf("torque")] < 140 ? 1 : 0;
    }
    QVERIFY2(idling > looked / 100 && idling < looked / 5, QByteArray::number(idling).constData());
}

void MachineSignalsTest::shouldStayWithinRangeAndLimitsWheneverItRuns_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 0; seed < 8; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

void MachineSignalsTest::shouldStayWithinRangeAndLimitsWheneverItRuns()
{
    QFETCH(int, seed);
    // Each is switched on at another hour of the day.
    MachineSignals signals("A", static_cast<std::uint64_t>(seed), {}, seed * 3h);
    constexpr double runningFrom = 900; // RPM: the demo plant's threshold less its hysteresis
    const std::size_t rpm = indexOf("rpm");
    int looked = 0;
    for (Elapsed now = 0s; now < 26h; now += now < 2min || (now > 12h && now < 12h + 2min) ? 50ms : 61s) {
        if (now > 12h && now < 12h + 1min)
            signals.stop(now);
        else
            signals.start(now);
        const Values values = sampleOf(signals, now);
        for (std::size_t i = 0; values[rpm] >= runningFrom && i < values.size(); ++i, ++looked) {
            const rig::Sensor &sensor = m_sensors.find(signalTable()[i].name)->second;
            QVERIFY2(values[i] >= sensor.limits.lo && values[i] <= sensor.limits.hi &&
                         values[i] >= sensor.range->low && values[i] <= sensor.range->high,
                     qPrintable(QStringLiteral("%1 = %2 after %3 s")
                                    .arg(QString::fromStdString(sensor.name))
                                    .arg(values[i])
                                    .arg(std::chrono::duration<double>(now).count())));
        }
    }
    QVERIFY(looked > 100'000);
}

QString MachineSignalsTest::impossibleIn(const Values &values) const
{
    static const std::set<std::string_view> twoSided{"dew_point", "shaft_alignment", "phase_angle"};
    for (std::size_t i = 0; i < values.size(); ++i) {
        const rig::Sensor &sensor = m_sensors.find(signalTable()[i].name)->second;
        const bool below = values[i] < 0 && !sensor.unit.ends_with("°F") && !twoSided.contains(sensor.name);
        const bool above = values[i] > (sensor.name == "power_factor" ? 1 : 100) &&
                           (sensor.unit == "%" || sensor.name == "power_factor");
        if (below || above)
            return QStringLiteral("%1 = %2").arg(QString::fromStdString(sensor.name)).arg(values[i]);
    }
    return {};
}

void MachineSignalsTest::shouldNeverShowWhatCannotBe_data()
{
    QTest::addColumn<QByteArray>("fault");
    QTest::newRow("sound") << QByteArray();
    for (const FaultDescription &fault : faultTable())
        QTest::newRow(fault.name.data()) << QByteArray(fault.name.data());
}

/// From a cold start through running and idling to standing still and up again, each character.
void MachineSignalsTest::shouldNeverShowWhatCannotBe()
{
    QFETCH(QByteArray, fault);
    for (std::uint64_t character = 0; character < 8; ++character) {
        MachineSignals signals("A", character, character);
        const bool ofASensor = !fault.isEmpty() && faultNamed(fault.data())->effects.empty();
        for (std::size_t i = 0; !fault.isEmpty() && i < (ofASensor ? signalTable().size() : 1); ++i)
            signals.inject(
                {fault.toStdString(), 1min, 1, ofASensor ? std::string(signalTable()[i].name) : ""}, 0s);
        for (Elapsed now = 0s; now < 100min;) {
            const bool stands = now >= 60min && now < 62min;
            stands ? signals.stop(now) : signals.start(now);
            const QString wrong = impossibleIn(sampleOf(signals, now));
            QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("character %1, after %2 s: %3")
                                                     .arg(character)
                                                     .arg(std::chrono::duration<double>(now).count())
                                                     .arg(wrong)));
            const bool ramps =
                now < 10s || (now >= 60min && now < 60min + 10s) || (now >= 62min && now < 62min + 10s);
            now += ramps ? 50ms : 5s;
        }
    }
}

void MachineSignalsTest::shouldStandStillWhenStopped()
{
    MachineSignals signals = running("A", 1);
    const Values running = sampleOf(signals, 1h);
    signals.stop(1h);
    for (const Elapsed now : {Elapsed(1h + 10s), Elapsed(2h)}) {
        const Values values = sampleOf(signals, now);
        for (const char *name : {"rpm", "vibration", "motor_current", "torque", "flow_rate", "current"}) {
            const double value = values[indexOf(name)];
            QVERIFY2(value == 0 && !std::signbit(value), name);
        }
    }
    const Values still = sampleOf(signals, 2h);
    QVERIFY(still[indexOf("bearing_temp")] < running[indexOf("bearing_temp")] - 15);
    QVERIFY(std::abs(still[indexOf("voltage")] - 120) < 4);
}

void MachineSignalsTest::shouldFollowTheHourOfTheDay()
{
    // It begins at 08:00, so 15:00 is after 7 h and 03:00 after 19 h.
    MachineSignals signals = running("A", 9);
    const Values afternoon = sampleOf(signals, 7h);
    const Values night = sampleOf(signals, 19h);
    const Values next = sampleOf(signals, 31h);
    QVERIFY(afternoon[indexOf("ambient_temp")] - night[indexOf("ambient_temp")] > 6);
    QVERIFY(afternoon[indexOf("light_intensity")] > 2 * night[indexOf("light_intensity")]);
    QVERIFY(afternoon[indexOf("humidity")] < night[indexOf("humidity")] - 6);
    QVERIFY(std::abs(next[indexOf("ambient_temp")] - afternoon[indexOf("ambient_temp")]) < 3);
}

void MachineSignalsTest::shouldVaryWithLoadAndNoiseWithoutJumping()
{
    MachineSignals signals = running("A", 3);
    double least = 1e9;
    double most = 0;
    double steps = 0;
    double last = valueOf(signals, "motor_current", 1h);
    for (int i = 1; i <= 3600; ++i) {
        const double value = valueOf(signals, "motor_current", 1h + i * 1s);
        QVERIFY(std::abs(value - last) < 5);
        steps += std::abs(value - last);
        least = std::min(least, value);
        most = std::max(most, value);
        last = value;
    }
    QVERIFY(most - least > 4);
    QVERIFY(steps / 3600 > 0.1);
}

void MachineSignalsTest::shouldWearSlowlyAtFirstAndEndBeyondTheSecondLimit()
{
    for (std::uint64_t seed = 0; seed < 8; ++seed) {
        MachineSignals signals = running("B", seed);
        signals.inject({"bearing_wear", 10min, 1}, 1h);
        const Values early = sampleOf(signals, 1h + 2min);
        const Values late = meansOf(signals, 1h + 20min);
        for (const char *name : {"vibration", "bearing_temp", "noise_level"}) {
            const rig::Sensor &sensor = m_sensors.find(name)->second;
            const rig::Limits limits = rig::effectiveLimits(sensor.limits, sensor.range);
            QVERIFY2(early[indexOf(name)] < *limits.hi, name);
            QVERIFY2(late[indexOf(name)] > *limits.hi, name);
        }
        QVERIFY(late[indexOf("vibration")] > 7.25); // its Hi-Hi in the demo plant
    }
}

void MachineSignalsTest::shouldMoveTheSensorsThatAFaultIsSaidToMoveAndNoOther_data()
{
    QTest::addColumn<int>("place");
    QTest::addColumn<QByteArray>("machine");
    QTest::addColumn<int>("seed");
    int place = 0;
    for (const FaultDescription &fault : faultTable()) {
        for (const auto &[machine, seed] : {std::pair("A", 1), std::pair("B", 5), std::pair("C", 8)})
            if (!fault.effects.empty())
                QTest::addRow("%s, machine %s, seed %d", std::string(fault.name).c_str(), machine, seed)
                    << place << QByteArray(machine) << seed;
        ++place;
    }
}

void MachineSignalsTest::shouldMoveTheSensorsThatAFaultIsSaidToMoveAndNoOther()
{
    QFETCH(int, place);
    QFETCH(QByteArray, machine);
    QFETCH(int, seed);
    const FaultDescription &fault = faultTable()[static_cast<std::size_t>(place)];
    QCOMPARE(static_cast<int>(fault.fault), place);
    MachineSignals sound = running(machine.toStdString(), static_cast<std::uint64_t>(seed));
    const Values before = meansOf(sound, 2h);
    for (const double severity : {0.02, 0.05, 0.3, 1.0}) {
        MachineSignals faulty = running(machine.toStdString(), static_cast<std::uint64_t>(seed));
        faulty.inject({std::string(fault.name), 10min, severity}, 1h);
        const QString wrong =
            wronglySaid(movesOf(fault, severity, sound.character()), before, meansOf(faulty, 2h));
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("at severity %1 %2").arg(severity).arg(wrong)));
    }
}

void MachineSignalsTest::shouldSayHowFarEachEffectMovesItsSensor()
{
    for (const FaultDescription &fault : faultTable()) {
        const std::vector<FaultMove> moves = movesOf(fault, fullSeverity);
        QCOMPARE(moves.empty(), fault.effects.empty());
        std::size_t direct = 0;
        for (const FaultMove &move : moves) {
            QVERIFY(move.deviations > leastMove);
            if (!move.effect)
                continue;
            QVERIFY2(move.effect->up == move.up, std::string(signalOf(move.quantity).name).c_str());
            ++direct;
        }
        QCOMPARE(direct, fault.effects.size());
        QVERIFY(std::is_partitioned(moves.begin(), moves.end(),
                                    [](const FaultMove &move) { return move.effect != nullptr; }));
    }
}

void MachineSignalsTest::shouldLeaveTheOthersAloneWhenItWears()
{
    MachineSignals sound = running("C", 8);
    MachineSignals worn = running("C", 8);
    worn.inject({"bearing_wear", 10min, 1}, 1h);
    const Values with = sampleOf(worn, 2h);
    const Values without = sampleOf(sound, 2h);
    for (const char *name : {"ambient_temp", "frequency", "flow_rate", "rpm", "humidity"})
        QCOMPARE(with[indexOf(name)], without[indexOf(name)]);
}

void MachineSignalsTest::shouldGrowToTheSeverityAskedFor()
{
    const FaultCourse course({"bearing_wear", 10min, 0.5}, 1h);
    QCOMPARE(course.severity(59min), 0.0);
    QCOMPARE(course.severity(1h), 0.0);
    QCOMPARE(course.severity(1h + 5min), 0.125);
    QCOMPARE(course.severity(1h + 10min), 0.5);
    QCOMPARE(course.severity(5h), 0.5);
    MachineSignals half = running("A", 2);
    half.inject({"bearing_wear", 10min, 0.5}, 1h);
    MachineSignals whole = running("A", 2);
    whole.inject({"bearing_wear", 10min, 1}, 1h);
    const double vibration = meanOf(half, "vibration", 2h);
    QVERIFY(vibration > meanOf(running("A", 2), "vibration", 2h) + 1);
    QVERIFY(vibration < meanOf(whole, "vibration", 2h) - 1);
}

void MachineSignalsTest::shouldBeginAFaultAtItsOnset()
{
    MachineSignals signals = running("A", 2);
    signals.inject({"imbalance", 1min, 1}, 1h);
    QVERIFY(valueOf(signals, "vibration", 59min) < 3);
    QVERIFY(valueOf(signals, "vibration", 1h + 1min) > 5);
}

void MachineSignalsTest::shouldHaveSeveralFaultsAtOnce()
{
    MachineSignals signals = running("A", 2);
    signals.inject({"imbalance", 1min, 1}, 1h);
    signals.inject({"coolant_loss", 1min, 1}, 1h);
    signals.inject({"lost_sensor", 1min, 1, "rpm"}, 1h);
    const Values values = sampleOf(signals, 2h);
    QVERIFY(values[indexOf("vibration")] > 5);
    QVERIFY(values[indexOf("coolant_temp")] > 205);
    QVERIFY(std::isnan(values[indexOf("rpm")]));
    QCOMPARE(signals.faults().size(), std::size_t{3});
}

void MachineSignalsTest::shouldRecoverWithinSecondsWhenRepaired()
{
    MachineSignals signals = running("A", 2);
    for (const char *fault : {"bearing_wear", "frozen_sensor"})
        signals.inject({fault, 10min, 1}, 1h);
    signals.inject({"imbalance", 10min, 1}, 9h); // not begun: nothing to recover from
    sampleOf(signals, 2h);
    signals.repair(2h);
    QCOMPARE(signals.faults().size(), std::size_t{1});
    const double falling = valueOf(signals, "vibration", 2h + 10s);
    QVERIFY(falling > 4 && falling < 6.5);
    sampleOf(signals, 2h + 20s);
    QVERIFY(signals.faults().empty());
    QVERIFY(valueOf(signals, "vibration", 2h + 21s) < 2.5);
    QVERIFY(valueOf(signals, "bearing_temp", 2h + 21s) > 150); // heat goes more slowly
    MachineSignals sound = running("A", 2);
    const Values after = sampleOf(signals, 4h);
    const Values expected = sampleOf(sound, 4h);
    for (std::size_t i = 0; i < after.size(); ++i)
        QVERIFY(std::abs(after[i] - expected[i]) <= 2 * std::pow(10, -signalTable()[i].decimals));
}

void MachineSignalsTest::shouldGoOnShowingTheValueOfAFrozenSensor()
{
    MachineSignals signals = running("A", 2);
    signals.inject({"frozen_sensor", 1min, 1, "motor_current"}, 1h);
    const double held = valueOf(signals, "motor_current", 1h);
    for (Elapsed now = 1h; now < 2h; now += 1min)
        QCOMPARE(valueOf(signals, "motor_current", now), held);
    signals.repair(2h);
    QVERIFY(valueOf(signals, "motor_current", 2h) != held);
}

void MachineSignalsTest::shouldShowAWrongValueOfADriftingSensor()
{
    MachineSignals sound = running("A", 2);
    MachineSignals drifting = running("A", 2);
    drifting.inject({"drifting_sensor", 10min, 0.5, "oil_temp"}, 1h);
    const Values right = sampleOf(sound, 2h);
    const Values wrong = sampleOf(drifting, 2h);
    for (std::size_t i = 0; i < right.size(); ++i)
        QCOMPARE(wrong[i], right[i] + (i == indexOf("oil_temp") ? 15 : 0));
}

void MachineSignalsTest::shouldShowNothingOfALostSensor()
{
    MachineSignals signals = running("A", 2);
    signals.inject({"lost_sensor", 1min, 1, "oil_temp"}, 1h);
    QVERIFY(!std::isnan(valueOf(signals, "oil_temp", 59min)));
    QVERIFY(std::isnan(valueOf(signals, "oil_temp", 1h)));
}

void MachineSignalsTest::shouldDrawTheSensorThatFails()
{
    std::set<Quantity> drawn;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        MachineSignals signals("A", seed);
        signals.inject({"lost_sensor", 1min, 1}, 0s);
        drawn.insert(*signals.faults()[0].sensor);
    }
    QVERIFY(drawn.size() > 15);
}

} // namespace

std::unique_ptr<QObject> makeMachineSignalsTest()
{
    return std::make_unique<MachineSignalsTest>();
}

#include "machinesignalstest.moc"
