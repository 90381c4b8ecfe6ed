#include "simulator/signalsimulator.h"
#include "tests.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using rig::ErrorKind;
using rig::Instant;
using rig::simulator::SignalSimulator;
using rig::simulator::SimulatorOptions;

namespace {

/// A clock that stands still until it is moved.
class StoppedClock : public rig::Clock
{
public:
    Instant now() const override
    {
        return wall + std::chrono::duration_cast<std::chrono::microseconds>(passed);
    }
    std::chrono::nanoseconds steady() const override { return passed + 5h; }

    Instant wall = *rig::parseInstant("2026-11-24T08:00:00Z");
    std::chrono::nanoseconds passed{0};
};

/// Remembers what it was given, or refuses it.
class MemorySink : public rig::RecordSink
{
public:
    struct Message
    {
        std::string topic;
        std::string key;
        std::string payload;
        rig::Origin origin;
    };

    rig::Done write(const rig::Outgoing &message, rig::milliseconds patience) override
    {
        patiences.push_back(patience);
        if (full)
            return rig::failure(ErrorKind::full, u"full"_s);
        messages.push_back({std::string(message.topic), std::string(message.key),
                            std::string(message.payload), message.origin});
        return {};
    }
    rig::Done flush(rig::milliseconds) override { return {}; }

    std::vector<Message> messages;
    std::vector<rig::milliseconds> patiences;
    bool full = false;
};

struct World
{
    explicit World(SimulatorOptions options = {"sensor-data", {"A", "B"}, 7, 4}, StoppedClock time = {})
        : clock(time), simulator(options, sink, clock)
    {
    }

    int pass(std::chrono::nanoseconds time)
    {
        int written = 0;
        for (const auto end = clock.passed + time; clock.passed < end; clock.passed += 10ms)
            written += simulator.tick().written;
        return written;
    }

    QJsonObject message(std::size_t index) const
    {
        return QJsonDocument::fromJson(QByteArray::fromStdString(sink.messages.at(index).payload)).object();
    }

    StoppedClock clock;
    MemorySink sink;
    SignalSimulator simulator;
};

class SignalSimulatorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldWriteReadingsAsProducersInTheFieldDo();
    void shouldKeepTheRateOfEachMachine_data();
    void shouldKeepTheRateOfEachMachine();
    void shouldStampReadingsWithTheInstantTheyWereDue();
    void shouldWriteTheSameValuesWithTheSameSeedAtTheSameTimeOfTheDay();
    void shouldFollowTheTimeOfTheDay();
    void shouldChangeTheRateAtOnce();
    void shouldGiveAMachineARateOfItsOwn();
    void shouldBeginWithAMachinesOwnRate();
    void shouldSendASensorAtItsInterval_data();
    void shouldSendASensorAtItsInterval();
    void shouldSendNoReadingWithoutAValue();
    void shouldLeaveOutReadingsThatItIsFarTooLateFor();
    void shouldStartAndStopMachinesByThemselves();
    void shouldGrowAFaultAndRepairIt();
    void shouldRefuseWhatItCannotDo();
    void shouldDropReadingsThatTheBusDoesNotTake();
};

void SignalSimulatorTest::shouldWriteReadingsAsProducersInTheFieldDo()
{
    World world({"plant-7", {"A", "Pumpe \"3\""}, 7, 4});
    QCOMPARE(world.simulator.tick().written, 2);
    const auto &first = world.sink.messages[0];
    QCOMPARE(first.topic, "plant-7");
    QCOMPARE(first.key, "A");
    QCOMPARE(first.origin, rig::Origin::simulated);
    QVERIFY(first.payload.starts_with(R"({"machine_id":"A","timestamp":"2026-11-24T08:00:00.000000Z",)"));
    const QJsonObject reading = world.message(1);
    QCOMPARE(reading["machine_id"_L1].toString(), u"Pumpe \"3\""_s);
    QCOMPARE(reading.size(), 52);
    for (auto field = reading.begin(); field != reading.end(); ++field)
        if (field.key() != "machine_id"_L1 && field.key() != "timestamp"_L1)
            QVERIFY2(field->isDouble(), qPrintable(field.key()));
}

void SignalSimulatorTest::shouldKeepTheRateOfEachMachine_data()
{
    QTest::addColumn<double>("rate");
    for (const double rate : {1.0, 3.0, 7.5, 20.0})
        QTest::addRow("%g per second", rate) << rate;
}

void SignalSimulatorTest::shouldKeepTheRateOfEachMachine()
{
    QFETCH(double, rate);
    World world({"sensor-data", {"A", "B", "C"}, 1, rate});
    QCOMPARE(world.pass(60s), qRound(3 * 60 * rate));
}

void SignalSimulatorTest::shouldStampReadingsWithTheInstantTheyWereDue()
{
    World world;
    world.simulator.tick();
    world.clock.passed = 263ms; // due at 250
    const auto tick = world.simulator.tick();
    QCOMPARE(world.message(2)["timestamp"_L1].toString(), u"2026-11-24T08:00:00.250000Z"_s);
    QCOMPARE(tick.untilNext, 237ms);
}

void SignalSimulatorTest::shouldFollowTheTimeOfTheDay()
{
    const auto lightAt = [](std::chrono::hours later) {
        StoppedClock clock;
        clock.wall += later;
        World world({"sensor-data", {"A"}, 7, 4}, clock);
        world.pass(1s);
        return world.message(0)["light_intensity"_L1].toDouble();
    };
    const double afternoon = lightAt(7h); // 15:00 UTC
    QVERIFY2(afternoon > 2 * lightAt(19h), qPrintable(QString::number(afternoon)));
    QVERIFY(std::abs(afternoon - lightAt(24h + 7h)) < 1);
}

void SignalSimulatorTest::shouldWriteTheSameValuesWithTheSameSeedAtTheSameTimeOfTheDay()
{
    StoppedClock tomorrow;
    tomorrow.wall += 24h;
    World one;
    World other({"sensor-data", {"A", "B"}, 7, 4}, tomorrow);
    for (World *world : {&one, &other})
        QVERIFY(world->simulator.start("A"));
    one.pass(20s);
    other.pass(7s);
    other.clock.passed += 3ms; // called at other moments
    other.pass(13s);
    QCOMPARE(other.sink.messages.size(), one.sink.messages.size());
    for (std::size_t i = 0; i < one.sink.messages.size(); ++i) {
        QJsonObject expected = one.message(i);
        QJsonObject found = other.message(i);
        QVERIFY(expected["timestamp"_L1] != found["timestamp"_L1]);
        expected.remove("timestamp"_L1);
        found.remove("timestamp"_L1);
        QCOMPARE(found, expected);
    }
}

void SignalSimulatorTest::shouldChangeTheRateAtOnce()
{
    World world({"sensor-data", {"A"}, 1, 1});
    world.pass(100ms);
    QVERIFY(world.simulator.setRate(20, {}));
    QCOMPARE(world.simulator.state().rate, 20.0);
    QCOMPARE(world.pass(1s), 20);
    QVERIFY(world.simulator.setRate(1, {}));
    QVERIFY(std::abs(world.pass(10s) - 10) <= 1);
}

void SignalSimulatorTest::shouldGiveAMachineARateOfItsOwn()
{
    World world({"sensor-data", {"A", "B"}, 1, 1});
    QVERIFY(world.simulator.setRate(10, "B"));
    QCOMPARE(world.simulator.state().rate, 1.0);
    QCOMPARE(world.simulator.state().machines.at("A").rate, 1.0);
    QCOMPARE(world.simulator.state().machines.at("B").rate, 10.0);
    world.pass(10s);
    std::map<std::string, int> written;
    for (const auto &message : world.sink.messages)
        ++written[message.key];
    QVERIFY(std::abs(written["A"] - 10) <= 1);
    QVERIFY(std::abs(written["B"] - 100) <= 1);
    QVERIFY(world.simulator.setRate(2, {}));
    QCOMPARE(world.simulator.state().machines.at("B").rate, 2.0);
}

void SignalSimulatorTest::shouldBeginWithAMachinesOwnRate()
{
    World world({"sensor-data", {"A", "B"}, 1, 20, {}, {{"B", 2}}});
    QCOMPARE(world.simulator.state().machines.at("B").rate, 2.0);
    world.pass(10s);
    std::map<std::string, int> written;
    for (const auto &message : world.sink.messages)
        ++written[message.key];
    QCOMPARE(written["A"], 200);
    QCOMPARE(written["B"], 20);
}

void SignalSimulatorTest::shouldSendASensorAtItsInterval_data()
{
    QTest::addColumn<int>("interval");
    QTest::addColumn<int>("expected");
    QTest::newRow("with every reading") << 0 << 600;
    QTest::newRow("never more often than there are readings") << 50 << 600;
    QTest::newRow("every third reading") << 300 << 200;
    QTest::newRow("none that the period divides") << 250 << 240;
    QTest::newRow("20 s") << 20'000 << 3;
}

void SignalSimulatorTest::shouldSendASensorAtItsInterval()
{
    QFETCH(int, interval);
    QFETCH(int, expected);
    World world({"sensor-data", {"A", "B"}, 1, 10});
    QVERIFY(world.simulator.setInterval("rpm", rig::milliseconds(interval), "A"));
    world.pass(60s);
    int values = 0;
    int others = 0;
    for (std::size_t i = 0; i < world.sink.messages.size(); ++i) {
        const bool ours = world.sink.messages[i].key == "A";
        values += ours && world.message(i).contains(u"rpm"_s) ? 1 : 0;
        others += world.message(i).contains(ours ? u"torque"_s : u"rpm"_s) ? 1 : 0;
    }
    QCOMPARE(values, expected);
    QCOMPARE(others, 1200);
}

void SignalSimulatorTest::shouldSendNoReadingWithoutAValue()
{
    World world({"sensor-data", {"A"}, 1, 10});
    for (const auto &signal : rig::simulator::signalTable())
        QVERIFY(world.simulator.setInterval(std::string(signal.name), 1s, {}));
    QCOMPARE(world.pass(60s), 60);
}

void SignalSimulatorTest::shouldLeaveOutReadingsThatItIsFarTooLateFor()
{
    World world;
    world.simulator.tick();
    world.clock.passed = 1h;
    QVERIFY(world.pass(1s) <= 10);
    const Instant first = *rig::parseInstant(world.message(2)["timestamp"_L1].toString().toStdString());
    QVERIFY(world.clock.now() - first < 2s);
}

void SignalSimulatorTest::shouldStartAndStopMachinesByThemselves()
{
    World world;
    const auto rpm = [&](std::size_t back) {
        return world.message(world.sink.messages.size() - back)["rpm"_L1].toDouble();
    };
    QVERIFY(!world.simulator.state().machines.at("A").running);
    QVERIFY(world.simulator.start("B"));
    world.pass(20s);
    QVERIFY(world.simulator.state().machines.at("B").running);
    QCOMPARE(rpm(2), 0.0);
    QVERIFY(rpm(1) > 2000);
    QVERIFY(world.simulator.stop("B"));
    world.pass(20s);
    QVERIFY(!world.simulator.state().machines.at("B").running);
    QCOMPARE(rpm(1), 0.0);
}

void SignalSimulatorTest::shouldGrowAFaultAndRepairIt()
{
    World world({"sensor-data", {"A"}, 1, 1});
    const auto vibration = [&] {
        return world.message(world.sink.messages.size() - 1)["vibration"_L1].toDouble();
    };
    QVERIFY(world.simulator.start("A"));
    world.pass(60s);
    QVERIFY(world.simulator.inject("A", {"bearing_wear", 60s, 1}));
    const auto state = world.simulator.state();
    QCOMPARE(state.kinds.size(), std::size_t{11});
    QCOMPARE(state.machines.at("A").faults.size(), std::size_t{1});
    QCOMPARE(state.machines.at("A").faults[0].name, state.kinds[0].name);
    world.pass(10s);
    QVERIFY(vibration() < 4.5);
    world.pass(55s);
    QVERIFY(vibration() > 7.25);
    QCOMPARE(world.simulator.state().machines.at("A").faults[0].severity, 1.0);
    QVERIFY(world.simulator.clear("A"));
    world.pass(10s);
    QVERIFY(world.simulator.state().machines.at("A").faults[0].receding);
    world.pass(12s);
    QVERIFY(world.simulator.state().machines.at("A").faults.empty());
    QVERIFY(vibration() < 4.5);
}

void SignalSimulatorTest::shouldRefuseWhatItCannotDo()
{
    World world;
    auto &simulator = world.simulator;
    QCOMPARE(simulator.start("X").error().kind, ErrorKind::notFound);
    QVERIFY(simulator.stop("X").error().sentence.contains(u"'X'"_s));
    QCOMPARE(simulator.clear("X").error().kind, ErrorKind::notFound);
    QCOMPARE(simulator.inject("X", {"bearing_wear"}).error().kind, ErrorKind::notFound);
    QVERIFY(simulator.inject("A", {"gremlins"}).error().sentence.contains(u"'gremlins'"_s));
    for (const double rate : {0.0, 0.99, 20.01, -1.0, std::nan("")})
        QCOMPARE(simulator.setRate(rate, {}).error().kind, ErrorKind::refused);
    for (const double severity : {0.0, 1.01, -1.0, std::nan("")})
        QCOMPARE(simulator.inject("A", {"bearing_wear", 60s, severity}).error().kind, ErrorKind::refused);
    QCOMPARE(simulator.inject("A", {"bearing_wear", 0s, 1}).error().kind, ErrorKind::refused);
    QVERIFY(simulator.inject("A", {"lost_sensor", 60s, 1, "rpn"}).error().sentence.contains(u"'rpn'"_s));
    QVERIFY(simulator.setInterval("rpn", 1s, {}).error().sentence.contains(u"'rpn'"_s));
    for (const auto interval : {49ms, 20'001ms, -1ms})
        QCOMPARE(simulator.setInterval("rpm", interval, {}).error().kind, ErrorKind::refused);
    QCOMPARE(simulator.setRate(1, "X").error().kind, ErrorKind::notFound);
    QVERIFY(simulator.state().machines.at("A").faults.empty());
    QCOMPARE(simulator.state().rate, 4.0);
}

void SignalSimulatorTest::shouldDropReadingsThatTheBusDoesNotTake()
{
    World world;
    world.sink.full = true;
    const auto tick = world.simulator.tick();
    QCOMPARE(tick.written, 0);
    QCOMPARE(tick.dropped, 2);
    QCOMPARE(tick.trouble->kind, ErrorKind::full);
    for (const auto patience : world.sink.patiences)
        QVERIFY(patience <= 200ms);
    world.sink.full = false;
    world.clock.passed = 250ms;
    const auto next = world.simulator.tick();
    QCOMPARE(next.written, 2);
    QVERIFY(!next.trouble);
}

} // namespace

std::unique_ptr<QObject> makeSignalSimulatorTest()
{
    return std::make_unique<SignalSimulatorTest>();
}

#include "signalsimulatortest.moc"
