#include "domain/plantfile.h"

#include "domain/plants.h"
#include "domain/tests.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using rig::readPlantFile;
using rig::writePlantFile;

namespace {

/// A small sound file, with `old` in it replaced by `changed`.
QByteArray fileWith(const char *old, const char *changed)
{
    QByteArray file = R"({"format":"rig-alpha plant","version":1,"areas":[{"id":"hall","title":"Hall"}],
        "sensors":[{"name":"rpm","title":"Speed","category":"mechanical","unit":"RPM","range":[0,5000],
                    "limits":{"lo":1200,"hi":4200,"deadband":40},"interval_ms":250,"decimals":0}],
        "machines":[{"id":"A","title":"Alpha","area":"hall","place":{"x":1,"z":2,"rotation":3,"accent":"#ffffff"},
                     "state":{"sensor":"rpm","threshold":1000,"hysteresis":100,"hold_ms":3000},"sensors":["rpm"]}]})";
    if (!file.contains(old))
        qFatal("The plant file of this test has no %s to be changed.", old);
    return file.replace(old, changed);
}

} // namespace

class PlantFileTest : public QObject
{
    Q_OBJECT

    static void fault(const char *old, const char *changed, const char *sentence)
    {
        QTest::newRow(qPrintable(u"%1 for %2"_s.arg(QString::fromUtf8(changed), QString::fromUtf8(old))))
            << fileWith(old, changed) << QString::fromUtf8(sentence);
    }

private Q_SLOTS:
    void shouldReadWhatItWrote()
    {
        const auto plant = readPlantFile(writePlantFile(soundPlant()));
        QVERIFY(plant);
        QVERIFY(*plant == soundPlant());
    }

    void shouldWriteEveryBitOfANumber()
    {
        rig::PlantDefinition plant = soundPlant();
        const double limits[] = {0.1, 1.0 / 3, 5e-324, 1.7976931348623157e308, 123456789.123456789};
        for (const double limit : limits) {
            sensorOf(plant, "inlet_dust").limits.hi = limit;
            const auto read = readPlantFile(writePlantFile(plant));
            QVERIFY(read);
            QVERIFY(*read == plant);
        }
    }

    void shouldNotWriteWhatOnlyADatabaseKnows()
    {
        rig::PlantDefinition plant = soundPlant();
        machineOf(plant, "A").number = 5;
        machineOf(plant, "A").layoutVersion = 9;
        machineOf(plant, "A").slots.push_back({"old_gauge", true}); // its machine lost that one
        const auto read = readPlantFile(writePlantFile(plant));
        QVERIFY(read);
        QVERIFY(*read == soundPlant());
    }

    void shouldFillInWhatIsAbsent()
    {
        const auto plant = readPlantFile(R"({"format":"rig-alpha plant","version":1,
            "areas":[{"id":"hall"}],"sensors":[{"name":"rpm"}],
            "machines":[{"id":"A","sensors":["rpm"],"state":{"sensor":"rpm","threshold":1}}]})");
        QVERIFY(plant);
        QCOMPARE(plant->areas[0].title, std::string("hall"));
        const rig::Sensor &sensor = plant->sensors[0];
        QCOMPARE(sensor.title, std::string("rpm"));
        QCOMPARE(sensor.category, rig::Category::custom);
        QVERIFY(!sensor.range && sensor.limits == rig::Limits());
        QVERIFY(sensor.interval == 1s && sensor.decimals == 2 && sensor.unit.empty() && !sensor.retired);
        const rig::Machine &machine = plant->machines[0];
        QCOMPARE(machine.title, std::string("A"));
        QVERIFY(machine.area.empty() && machine.place == rig::Place() && !machine.retired);
        QVERIFY(machine.stateRule == (rig::StateRule{"rpm", 1, 0, 0ms}));
    }

    void shouldTakeNullForALimitThatIsNotSet()
    {
        const auto plant = readPlantFile(fileWith(R"("lo":1200)", R"("lo":null)"));
        QVERIFY(plant);
        QVERIFY(!plant->sensors[0].limits.lo);
    }

    void shouldNameTheFirstFaultInTheStructureWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("sentence");
        fault(R"("name":"rpm",)", "", "sensors[0].name is missing.");
        fault(R"("name":"rpm")", R"("name":7)", "sensors[0].name must be text.");
        fault(R"("mechanical")", R"("mechanic")", "sensors[0].category is no category.");
        fault("[0,5000]", "[0]", "sensors[0].range must be two numbers.");
        fault("[0,5000]", R"(["0","5000"])", "sensors[0].range must be two numbers.");
        fault("[0,5000]", "5000", "sensors[0].range must be a list.");
        fault(R"("hi":4200)", R"("hi":"4200")", "sensors[0].limits.hi must be a number.");
        fault(R"("hi":4200)", R"("high":4200)", "sensors[0].limits.high is no key that belongs here.");
        fault(R"({"lo":1200,"hi":4200,"deadband":40})", "[1200]", "sensors[0].limits must be an object.");
        fault("250", "250.5", "sensors[0].interval_ms must be a whole number.");
        fault("250", "1e12", "sensors[0].interval_ms must be a whole number.");
        fault(R"("decimals":0)", R"("decimals":0,"retired":"no")",
              "sensors[0].retired must be true or false.");
        fault(R"("decimals":0)", R"("decimal":0)", "sensors[0].decimal is no key that belongs here.");
        fault(R"("id":"A",)", "", "machines[0].id is missing.");
        fault(R"("rotation":3)", R"("rotation":true)", "machines[0].place.rotation must be a number.");
        fault(R"("rotation":3)", R"("y":3)", "machines[0].place.y is no key that belongs here.");
        fault(R"("threshold":1000,)", "", "machines[0].state.threshold is missing.");
        fault(R"("hold_ms")", R"("hold")", "machines[0].state.hold is no key that belongs here.");
        fault(R"("sensors":["rpm"])", R"("sensors":[7])", "machines[0].sensors must be a list of names.");
        fault(R"("sensors":["rpm"])", R"("sensors":"rpm")", "machines[0].sensors must be a list.");
        fault(R"("sensors":["rpm"])", R"("sensor":["rpm"])",
              "machines[0].sensor is no key that belongs here.");
        fault(R"("sensors":["rpm"])", R"("sensors":["rpm"],"limits":{"rpm":{"high":1}})",
              "machines[0].limits.rpm.high is no key that belongs here.");
        fault(R"("sensors":["rpm"])", R"("sensors":["rpm"],"limits":{"rpm":{"hi":"1"}})",
              "machines[0].limits.rpm.hi must be a number.");
        fault(R"("sensors":["rpm"])", R"("sensors":["rpm"],"limits":{"rpm":4100})",
              "machines[0].limits.rpm must be an object.");
        fault(R"("sensors":["rpm"])", R"("sensors":["rpm"],"limits":{"speed":{"hi":1}})",
              "Machine 'A': it has limits of its own for 'speed', a sensor it does not have.");
        fault(R"([{"id":"hall","title":"Hall"}])", R"([7])", "areas[0] must be an object.");
        fault(R"("title":"Hall")", R"("name":"Hall")", "areas[0].name is no key that belongs here.");
        fault(R"("areas")", R"("area")", "area is no key that belongs here.");
        fault(R"("version":1)", R"("version":2)", "The plant file's \"version\" must be 1.");
        fault("rig-alpha plant", "another",
              "This is no plant file: its \"format\" must be \"rig-alpha plant\".");
        fault(R"("hi":4200)", R"("hi":4200,"lo":1300)",
              "sensors[0].limits.lo stands there twice: leave the one that is meant.");
        fault(R"("hi":4200)", "\"hi\":4200,\"l\\u006f\":1300",
              "sensors[0].limits.lo stands there twice: leave the one that is meant.");
        fault("\"title\":\"Hall\"}]",
              "\"title\":\"Hall\"},{\"title\":\"\\\"},{\",\"id\":\"yard\",\"title\":\"Yard\"}]",
              "areas[1].title stands there twice: leave the one that is meant.");
        fault(R"("version":1)", R"("version":1,"machines":[])",
              "machines stands there twice: leave the one that is meant.");
        // And of its content, with the sentences of the domain.
        fault(R"("lo":1200)", R"("lo":4300)",
              "Sensor 'rpm': limits must be numbers in the order lo_lo, lo, hi, hi_hi.");
    }

    void shouldNameTheFirstFaultInTheStructureWithItsPlace()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, sentence);
        const auto plant = readPlantFile(file);
        QVERIFY(!plant);
        QCOMPARE(plant.error().sentence, sentence);
        QCOMPARE(plant.error().kind, rig::ErrorKind::badConfiguration);
    }

    void shouldReadTheFileThatTheFaultsAreMadeOf() { QVERIFY(readPlantFile(fileWith("A", "A"))); }

    void shouldNameAllFaultsOfTheContent()
    {
        QByteArray file = fileWith(R"("lo":1200)", R"("lo":4300)");
        file.replace(R"("area":"hall")", R"("area":"yard")");
        const auto plant = readPlantFile(file);
        QVERIFY(!plant);
        QCOMPARE(plant.error().sentence.count(u'\n'), 1);
    }

    void shouldRefuseWhatIsNoPlantFile_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("part");
        QTest::newRow("empty") << QByteArray() << u"no JSON"_s;
        QTest::newRow("cut") << fileWith("A", "A").chopped(10) << u"no JSON"_s;
        QTest::newRow("a list") << QByteArray("[]") << u"no plant file"_s;
        QTest::newRow("broken UTF-8") << fileWith("Alpha", "Al\xFFpha") << u"no JSON"_s;
        QTest::newRow("nested too deep") << QByteArray(100'000, '[') << u"no JSON"_s;
        QTest::newRow("too large") << QByteArray(16 * 1024 * 1024 + 1, ' ') << u"16 MiB"_s;
    }

    void shouldRefuseWhatIsNoPlantFile()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, part);
        const auto plant = readPlantFile(text);
        QVERIFY(!plant);
        QVERIFY2(plant.error().sentence.contains(part), qPrintable(plant.error().sentence));
    }
};

std::unique_ptr<QObject> makePlantFileTest()
{
    return std::make_unique<PlantFileTest>();
}

#include "plantfiletest.moc"
