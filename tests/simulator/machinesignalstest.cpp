#include "simulator/machinesignals.h"
#include "domain/plantfile.h"
#include "tests.h"

#include <QFile>
#include <QTest>

#include <cmath>
#include <map>
#include <numeric>

using namespace std::chrono_literals;
using namespace rig::simulator;

namespace {

using Values = std::vector<double>;

Values sampleOf(const MachineSignals &signals, Elapsed now)
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

double valueOf(const MachineSignals &signals, std::string_view name, Elapsed now)
{
    return sampleOf(signals, now)[indexOf(name)];
}

MachineSignals running(std::string_view machine, std::uint64_t seed)
{
    MachineSignals signals(machine, seed);
    signals.start(0s);
    return signals;
}

/// Of 600 values, one every 10 s.
double meanOf(const MachineSignals &signals, std::string_view name, Elapsed from)
{
    double sum = 0;
    for (int i = 0; i < 600; ++i)
        sum += valueOf(signals, name, from + i * 10s);
    return sum / 600;
}

class MachineSignalsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void shouldHaveEverySensorOfTheDemoPlantAndNoOther();
    void shouldRepeatBitForBitWithTheSameSeed();
    void shouldDependOnlyOnTheInstantAskedFor();
    void shouldGiveAnotherCharacterWithAnotherSeedOrMachine();
    void shouldStayWithinRangeAndLimitsWheneverItRuns_data();
    void shouldStayWithinRangeAndLimitsWheneverItRuns();
    void shouldStandStillWhenStopped();
    void shouldFollowTheHourOfTheDay();
    void shouldVaryWithLoadAndNoiseWithoutJumping();
    void shouldWearSlowlyAtFirstAndEndBeyondTheSecondLimit();
    void shouldMoveEverySensorThatWearReaches_data();
    void shouldMoveEverySensorThatWearReaches();
    void shouldLeaveTheOthersAloneWhenItWears();
    void shouldGrowToTheSeverityAskedFor();
    void shouldBeSoundAgainAfterRepair();

private:
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

void MachineSignalsTest::shouldRepeatBitForBitWithTheSameSeed()
{
    MachineSignals one = running("A", 42);
    MachineSignals other = running("A", 42);
    for (Elapsed now = 0s; now < 2h; now += 7s + 50ms) {
        if (now > 30min && one.severity(now) == 0) {
            one.wear({std::string(bearingWear), 10min, 0.8}, now);
            other.wear({std::string(bearingWear), 10min, 0.8}, now);
        }
        // As bytes: a difference in the last bit counts.
        const Values a = sampleOf(one, now);
        const Values b = sampleOf(other, now);
        QVERIFY(std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0);
    }
}

void MachineSignalsTest::shouldDependOnlyOnTheInstantAskedFor()
{
    const MachineSignals signals = running("A", 42);
    const Values before = sampleOf(signals, 1h);
    sampleOf(signals, 20min);
    sampleOf(signals, 3h);
    QCOMPARE(sampleOf(signals, 1h), before);
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

void MachineSignalsTest::shouldStayWithinRangeAndLimitsWheneverItRuns_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 0; seed < 8; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

void MachineSignalsTest::shouldStayWithinRangeAndLimitsWheneverItRuns()
{
    QFETCH(int, seed);
    MachineSignals signals("A", static_cast<std::uint64_t>(seed));
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

void MachineSignalsTest::shouldStandStillWhenStopped()
{
    MachineSignals signals = running("A", 1);
    signals.stop(1h);
    for (const Elapsed now : {Elapsed(1h + 10s), Elapsed(2h)})
        for (const char *name : {"rpm", "vibration", "motor_current", "torque", "flow_rate", "current"}) {
            const double value = valueOf(signals, name, now);
            QVERIFY2(value == 0 && !std::signbit(value), name);
        }
    QVERIFY(valueOf(signals, "bearing_temp", 2h) < valueOf(signals, "bearing_temp", 1h) - 15);
    QVERIFY(std::abs(valueOf(signals, "voltage", 2h) - 120) < 4);
}

void MachineSignalsTest::shouldFollowTheHourOfTheDay()
{
    // It begins at 08:00, so 15:00 is after 7 h and 03:00 after 19 h.
    const MachineSignals signals = running("A", 9);
    const double afternoon = valueOf(signals, "ambient_temp", 7h);
    const double night = valueOf(signals, "ambient_temp", 19h);
    QVERIFY(afternoon - night > 6);
    QVERIFY(valueOf(signals, "light_intensity", 7h) > 2 * valueOf(signals, "light_intensity", 19h));
    QVERIFY(valueOf(signals, "humidity", 7h) < valueOf(signals, "humidity", 19h) - 6);
    QVERIFY(std::abs(valueOf(signals, "ambient_temp", 31h) - afternoon) < 3);
}

void MachineSignalsTest::shouldVaryWithLoadAndNoiseWithoutJumping()
{
    const MachineSignals signals = running("A", 3);
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
        signals.wear({std::string(bearingWear), 10min, 1}, 1h);
        for (const char *name : {"vibration", "bearing_temp", "noise_level"}) {
            const rig::Sensor &sensor = m_sensors.find(name)->second;
            const rig::Limits limits = rig::effectiveLimits(sensor.limits, sensor.range);
            QVERIFY2(valueOf(signals, name, 1h + 2min) < *limits.hi, name);
            for (Elapsed now = 1h + 10min; now < 1h + 20min; now += 1s) {
                const double value = valueOf(signals, name, now);
                QVERIFY2(value > *limits.hiHi && value <= sensor.range->high, name);
            }
        }
    }
}

void MachineSignalsTest::shouldMoveEverySensorThatWearReaches_data()
{
    QTest::addColumn<QByteArray>("sensor");
    QTest::addColumn<bool>("up");
    for (const char *up : {"vibration", "bearing_temp", "motor_current", "noise_level", "current",
                           "coupling_temp", "oil_temp", "core_temp", "surface_temp", "heat_dissipation",
                           "gear_wear", "shaft_alignment", "harmonic_distortion", "cavitation_index"})
        QTest::newRow(up) << QByteArray(up) << true;
    for (const char *down : {"lubrication_pressure", "thermal_efficiency", "pump_efficiency", "viscosity"})
        QTest::newRow(down) << QByteArray(down) << false;
}

void MachineSignalsTest::shouldMoveEverySensorThatWearReaches()
{
    QFETCH(QByteArray, sensor);
    QFETCH(bool, up);
    const MachineSignals sound = running("C", 8);
    MachineSignals worn = running("C", 8);
    worn.wear({std::string(bearingWear), 10min, 1}, 1h);
    const double by = meanOf(worn, sensor.toStdString(), 2h) - meanOf(sound, sensor.toStdString(), 2h);
    const Signal &signal = signalTable()[indexOf(sensor.toStdString())];
    QVERIFY2((up ? by : -by) > 2 * signal.noise, QByteArray::number(by).constData());
}

void MachineSignalsTest::shouldLeaveTheOthersAloneWhenItWears()
{
    const MachineSignals sound = running("C", 8);
    MachineSignals worn = running("C", 8);
    worn.wear({std::string(bearingWear), 10min, 1}, 1h);
    const Values with = sampleOf(worn, 2h);
    const Values without = sampleOf(sound, 2h);
    for (const char *name : {"ambient_temp", "voltage", "frequency", "flow_rate", "rpm", "humidity"})
        QCOMPARE(with[indexOf(name)], without[indexOf(name)]);
}

void MachineSignalsTest::shouldGrowToTheSeverityAskedFor()
{
    MachineSignals signals = running("A", 2);
    QCOMPARE(signals.severity(1h), 0.0);
    signals.wear({std::string(bearingWear), 10min, 0.5}, 1h);
    QCOMPARE(signals.severity(1h), 0.0);
    QCOMPARE(signals.severity(1h + 5min), 0.125);
    QCOMPARE(signals.severity(1h + 10min), 0.5);
    QCOMPARE(signals.severity(5h), 0.5);
    const double half = meanOf(signals, "vibration", 2h);
    signals.wear({std::string(bearingWear), 10min, 1}, 5h);
    QVERIFY(half > meanOf(running("A", 2), "vibration", 2h) + 1);
    QVERIFY(half < meanOf(signals, "vibration", 6h) - 1);
}

void MachineSignalsTest::shouldBeSoundAgainAfterRepair()
{
    MachineSignals signals = running("A", 2);
    signals.wear({std::string(bearingWear), 10min, 1}, 1h);
    signals.repair();
    QCOMPARE(signals.severity(2h), 0.0);
    QCOMPARE(sampleOf(signals, 2h), sampleOf(running("A", 2), 2h));
}

} // namespace

std::unique_ptr<QObject> makeMachineSignalsTest()
{
    return std::make_unique<MachineSignalsTest>();
}

#include "machinesignalstest.moc"
