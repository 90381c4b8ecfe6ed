#include "judge/judgeworld.h"
#include "judge/nodetests.h"
#include "support/waiting.h"

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;
using rig::Instant;

namespace {

/// The one event with this state and occurrence, if it is there.
std::optional<ExpectedEvent> find(const std::vector<ExpectedEvent> &events, const std::string &sensor,
                                  const std::string &limit, const std::string &state, std::int64_t occurrence)
{
    for (const ExpectedEvent &event : events)
        if (event.sensor == sensor && event.limit == limit && event.state == state &&
            event.occurrence == occurrence)
            return event;
    return {};
}

std::string placeOf(const Acknowledged &message)
{
    return std::to_string(message.partition) + ':' + std::to_string(message.offset);
}

} // namespace

/// The judge of one real node.
class JudgeNodeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_BROKER(); }

    void shouldRecordWhatTheOracleDerives()
    {
        JudgeWorld world;
        world.sendRandom(2000);
        const auto node = world.installation.startNode();
        for (int i = 0; i < 10; ++i)
            world.sendRandom(50);
        RIG_VERIFY_JUDGED(world);
        QCOMPARE(node->stop(), 0);
    }

    void shouldGoOnWhereItWasThroughRandomKills()
    {
        JudgeWorld world;
        std::mt19937 random(std::random_device{}());
        for (int life = 0; life < 6; ++life) {
            const auto node = world.installation.startNode();
            for (auto count = random() % 12; count > 0; --count) {
                world.sendRandom(40);
                std::this_thread::sleep_for(rig::milliseconds{random() % 60});
            }
            node->kill();
        }
        const auto node = world.installation.startNode();
        RIG_VERIFY_JUDGED(world);
    }

    void shouldOrderWhatAProducerWithoutKeysScattered()
    {
        JudgeWorld world(3);
        // Two hours ago, a reading of one machine each 7 ms in any partition.
        RandomReadings random(std::random_device{}(), now());
        std::mt19937 scatter(1);
        Instant time = now() - 2h;
        for (int i = 0; i < 3000; ++i) {
            Message message = reading("A", random.next().values);
            message.key.reset();
            message.partition = static_cast<std::int32_t>(scatter() % 3);
            message.time = std::chrono::duration_cast<rig::milliseconds>((time += 7ms).time_since_epoch());
            world.producer.send(message);
        }
        world.producer.flush();
        const auto node = world.installation.startNode();
        RIG_VERIFY_JUDGED(world);
        QCOMPARE(world.database.sql().number("select count(*) from rig_limit_events where not late"), 0);
    }

    void shouldJudgeByTheNewLimitFromTheInstantItIsCommitted()
    {
        JudgeWorld world;
        const auto node = world.installation.startNode();
        std::vector<std::string> causes; // of each turn
        Message beyond = reading("A", {{"rpm", 120}, {"x", 15}});
        rig::PlantDefinition plant = world.plant;
        for (int turn = 0; turn < 8; ++turn) {
            // While others flow.
            for (int i = 0; i < 200; ++i)
                world.producer.send(reading("B", {{"rpm", 100}, {"x", i % 30}}));
            plant.sensors[1].limits.hi = turn % 2 == 0 ? 14 : 19;
            world.import(plant);
            world.send(beyond);
            causes.push_back(placeOf(world.producer.messages().back()));
            // Else a later change may be there before this reading is judged, and then counts for it.
            QVERIFY(world.judged());
        }
        std::vector<ExpectedEvent> ofA = world.recorded();
        std::erase_if(ofA, [](const ExpectedEvent &event) { return event.machine != "A"; });
        QCOMPARE(ofA.size(), causes.size());
        for (int turn = 0; turn < 8; ++turn) {
            const auto event = find(ofA, "x", "hi", turn % 2 == 0 ? "raised" : "returned", turn / 2 + 1);
            QVERIFY(event);
            QCOMPARE(event->cause, causes[static_cast<std::size_t>(turn)]);
        }
    }

    void shouldJudgeNothingOfWhatIsInMaintenanceWhileItIs()
    {
        JudgeWorld world;
        const auto node = world.installation.startNode();
        const auto eventsOfX = [&] {
            QStringList events;
            for (const ExpectedEvent &event : world.recorded())
                if (event.machine == "A" && event.sensor == "x")
                    events << QString::fromStdString(event.limit + ' ' + event.state);
            return events;
        };
        const auto maintain = [&](const QStringList &words) {
            return world.installation.run(QStringList{u"maintenance"_s} + words);
        };
        const Message beyond = reading("A", {{"rpm", 120}, {"x", 15}});
        world.send(beyond);
        QVERIFY(world.judged());
        const QStringList raised = eventsOfX();
        QVERIFY2(!raised.isEmpty(), "x is not beyond its limit");
        RIG_VERIFY_DONE(maintain({u"start"_s, u"A"_s, u"--sensor"_s, u"x"_s, u"--reason"_s, u"new probe"_s}));
        world.send(beyond); // what stood returns
        QVERIFY(world.judged());
        QCOMPARE(eventsOfX().size(), 2 * raised.size());
        world.send(beyond);
        QVERIFY(world.judged());
        QCOMPARE(eventsOfX().size(), 2 * raised.size());
        RIG_VERIFY_DONE(maintain({u"end"_s, u"A"_s, u"--sensor"_s, u"x"_s}));
        world.send(beyond);
        QVERIFY(world.judged());
        QCOMPARE(eventsOfX().size(), 3 * raised.size());
        QCOMPARE(node->stop(), 0);
    }

    void shouldReturnWhatStoodOfWhatIsRetired()
    {
        JudgeWorld world;
        const auto node = world.installation.startNode();
        world.send(reading("A", {{"rpm", 120}, {"x", 15}}));
        world.send(reading("C", {{"x", 15}, {"y", 15}}));
        QVERIFY(world.judged());
        rig::PlantDefinition plant = world.plant;
        plant.machines[0].retired = true;          // A
        plant.machines[2].slots[1].retired = true; // C's x
        world.import(plant);
        world.send(reading("C", {{"y", 15}})); // a change is noticed with the next commit
        const auto returned = [&](const std::string &machine) {
            std::vector<ExpectedEvent> events = world.recorded();
            return std::any_of(events.begin(), events.end(), [&](const ExpectedEvent &event) {
                return event.machine == machine && event.sensor == "x" && event.state == "returned" &&
                       event.cause.empty() && event.value.empty();
            });
        };
        QVERIFY(waitUntil([&] { return returned("C"); }, 20s));
        // A's partition is another one: its next commit or this one's, whichever saw the change.
        QVERIFY(waitUntil([&] { return returned("A"); }, 20s));
        QCOMPARE(world.recorded().size(), std::size_t{5}); // C's y stands
    }

    void shouldMissAValueThatStaysAway()
    {
        JudgeWorld world;
        rig::PlantDefinition plant = world.plant;
        plant.sensors[2].interval = 50ms; // y
        world.import(plant);
        const auto node = world.installation.startNode();
        world.send(reading("A", {{"y", 1}, {"x", 1}}));
        const Instant made = world.producer.messages().back().recordTime;
        const auto raised = [&] { return find(world.recorded(), "y", "stale", "raised", 1); };
        QVERIFY(waitUntil([&] { return raised().has_value(); }, 20s));
        QVERIFY(now() > made + 3s);
        QVERIFY(raised()->at == made + 2s);
        QCOMPARE(raised()->cause, std::string());
        world.send(reading("A", {{"x", 1}}));
        world.send(reading("A", {{"y", 2}}));
        QVERIFY(world.judged());
        const auto returned = find(world.recorded(), "y", "stale", "returned", 1);
        QVERIFY(returned);
        QCOMPARE(returned->cause, placeOf(world.producer.messages().back()));
        QCOMPARE(returned->value, std::string("2"));
        // And again, while the node that noticed the first time is gone.
        node->kill();
        const auto next = world.installation.startNode();
        QVERIFY(
            waitUntil([&] { return find(world.recorded(), "y", "stale", "raised", 2).has_value(); }, 20s));
    }
};

std::unique_ptr<QObject> makeJudgeNodeTest()
{
    return std::make_unique<JudgeNodeTest>();
}

#include "judgenodetest.moc"
