#include "spine/load.h"
#include "spine/tests.h"
#include "spine/world.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;

namespace {

QJsonArray with(QJsonArray values, const QJsonValue &one)
{
    values.append(one);
    return values;
}

/// The plant gets a sensor `gap_<n>`, machine A gets it, and a machine `N<n>` that has only that.
void grow(QJsonObject &plant, int n)
{
    const QString sensor = u"gap_%1"_s.arg(n);
    plant[u"sensors"_s] = with(plant[u"sensors"_s].toArray(), QJsonObject{{u"name"_s, sensor}});
    QJsonArray machines = plant[u"machines"_s].toArray();
    QJsonObject first = machines[0].toObject();
    first[u"sensors"_s] = with(first[u"sensors"_s].toArray(), sensor);
    machines[0] = first;
    machines.append(QJsonObject{{u"id"_s, u"N%1"_s.arg(n)}, {u"sensors"_s, QJsonArray{sensor}}});
    plant[u"machines"_s] = machines;
}

} // namespace

class PlantChangeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_BROKER(); }

    void shouldLoseNoReadingForAChangeWhileReadingsFlow()
    {
        World world;
        world.importDemo();
        const auto node = world.installation.startNode();
        world.send({reading("A", {{"rpm", 1}}, now())});
        QVERIFY(world.stored());
        RecordingProducer &own = world.producer;
        RecordingProducer others(world.topic.name());
        Load load(others, 2000, 11);
        for (int n = 1; n <= 8; ++n) {
            world.changePlant([n](QJsonObject &plant) { grow(plant, n); });
            // Committed: from here on nothing of this may be unknown.
            const std::string sensor = "gap_" + std::to_string(n);
            for (int i = 0; i < 20; ++i) {
                own.send(reading("N" + std::to_string(n), {{sensor, i + 0.25}}, now()));
                own.send(reading("A", {{sensor, i + 0.75}, {"rpm", i}}, now()));
            }
            own.flush();
        }
        load.stop();
        std::deque<Acknowledged> all = own.messages();
        all.insert(all.end(), others.messages().begin(), others.messages().end());
        QVERIFY(awaitStored(world.database, world.topic.name(), all));
        QCOMPARE(differences(world.database.sql(), world.topic.name(), all).join(u'\n'), QString());
        QCOMPARE(node->stop(), 0);
    }

    void shouldRejectAMachineOnlyUntilItIsInThePlant()
    {
        World world;
        world.importDemo();
        const auto node = world.installation.startNode();
        Message early = reading("N1", {{"gap_1", 1}}, now());
        early.expected.fate = Expected::Fate::rejected;
        early.expected.reason = "'N1'";
        world.send({early});
        QVERIFY(world.stored());
        world.changePlant([](QJsonObject &plant) { grow(plant, 1); });
        world.send({reading("N1", {{"gap_1", 2}}, now())});
        RIG_VERIFY_STORED(world);
    }

    void shouldKeepWhatARetiredMachineAndSensorStored()
    {
        World world;
        world.importDemo();
        const auto node = world.installation.startNode();
        world.send({reading("B", {{"rpm", 1}, {"temperature", 2}}, now())});
        QVERIFY(world.stored());
        world.changePlant([](QJsonObject &plant) {
            QJsonArray machines = plant[u"machines"_s].toArray();
            QJsonObject second = machines[1].toObject();
            second[u"sensors"_s] = QJsonArray{u"rpm"_s};
            machines[1] = second;
            plant[u"machines"_s] = machines;
        });
        Message later = reading("B", {{"rpm", 3}, {"temperature", 4}}, now());
        later.expected.values.erase("temperature"); // unknown now: counted, not stored
        world.send({later});
        QVERIFY(world.stored());
        world.changePlant([](QJsonObject &plant) {
            QJsonArray machines = plant[u"machines"_s].toArray();
            QJsonObject second = machines[1].toObject();
            second[u"retired"_s] = true;
            machines[1] = second;
            plant[u"machines"_s] = machines;
        });
        Message tooLate = reading("B", {{"rpm", 5}}, now());
        tooLate.expected.fate = Expected::Fate::rejected;
        tooLate.expected.reason = "'B'";
        world.send({tooLate});
        RIG_VERIFY_STORED(world);
    }
};

std::unique_ptr<QObject> makePlantChangeTest()
{
    return std::make_unique<PlantChangeTest>();
}

#include "plantchangetest.moc"
