#include "support/installation.h"
#include "support/waiting.h"
#include "tests.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace rig::test;

namespace {

class SimulateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void shouldMakeReadingsOfTheDemoPlantThatTheSameSeedRepeats();
    void shouldEndCleanlyWhenStopped();
    void shouldSayWhatIsWrongWithAnOption_data();
    void shouldSayWhatIsWrongWithAnOption();
};

void SimulateTest::initTestCase()
{
    RIG_NEEDS_BROKER();
}

void SimulateTest::shouldMakeReadingsOfTheDemoPlantThatTheSameSeedRepeats()
{
    TestDatabase database;
    const KafkaTopic topic(0); // it makes the topic
    const Installation installation(database, topic.name());
    QCOMPARE(installation.run({u"plant"_s, u"import"_s, u"demo"_s}).exitCode, 0);
    const auto node = installation.startNode();
    for (int run = 0; run < 2; ++run) {
        const Outcome outcome = installation.run(
            {u"simulate"_s, u"--duration"_s, u"2"_s, u"--rate"_s, u"10"_s, u"--seed"_s, u"7"_s, u"--fault"_s,
             u"B:bearing_wear"_s, u"--fault-growth"_s, u"1"_s, u"--json"_s});
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
        const QJsonObject summary = QJsonDocument::fromJson(outcome.out.toUtf8()).object();
        QCOMPARE(summary["sent"_L1].toInt(), 60);
        QCOMPARE(summary["dropped"_L1].toInt(), 0);
    }
    Sql &sql = database.sql();
    QVERIFY(waitUntil([&] { return sql.number("select count(*) from rig_messages") == 120; }, 20s));
    QCOMPARE(sql.number("select count(*) from rig_messages where quality <> 'good'"), 0);
    QCOMPARE(sql.number("select count(*) from rig_rejected"), 0);
    QCOMPARE(sql.number("select count(*) from rig.reading where origin <> 1"), 0);
    QCOMPARE(sql.number("select count(*) from rig_readings"), 120 * 50);
    // The same values twice, though at other times: as many as one run made, each of them in both.
    QCOMPARE(sql.number("select count(*) from (select machine, sensor_values from rig.reading "
                        "group by 1, 2 having count(*) = 2) pairs"),
             60);
}

void SimulateTest::shouldEndCleanlyWhenStopped()
{
    TestDatabase database;
    const KafkaTopic topic(3);
    Installation installation(database, topic.name());
    QCOMPARE(installation.run({u"plant"_s, u"import"_s, u"demo"_s}).exitCode, 0);
    const auto node = installation.startNode();
    installation.useProgram(u"/usr/bin/timeout"_s);
    const Outcome outcome = installation.run({u"--preserve-status"_s, u"--foreground"_s, u"--signal=INT"_s,
                                              u"3"_s, qEnvironmentVariable("RIG_RIGCTL"), u"simulate"_s,
                                              u"--rate"_s, u"20"_s, u"--machine"_s, u"C"_s, u"--json"_s});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
    const int sent = QJsonDocument::fromJson(outcome.out.toUtf8()).object()["sent"_L1].toInt();
    QVERIFY2(sent > 20 && sent <= 62, qPrintable(outcome.out));
    QVERIFY(
        waitUntil([&] { return database.sql().number("select count(*) from rig_messages") == sent; }, 20s));
    QCOMPARE(database.sql().text("select distinct machine from rig_messages"), "C");
}

void SimulateTest::shouldSayWhatIsWrongWithAnOption_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const QStringList &options, const QString &sentence) {
        QTest::newRow(name) << options << sentence;
    };
    row("rate", {u"--rate"_s, u"21"_s}, u"--rate takes a number from 1 to 20, not '21'."_s);
    row("seed", {u"--seed"_s, u"x"_s}, u"--seed takes a whole number, not 'x'."_s);
    row("duration", {u"--duration"_s, u"0"_s}, u"--duration takes a number"_s);
    row("severity", {u"--fault-severity"_s, u"2"_s}, u"--fault-severity takes a number"_s);
    row("fault", {u"--fault"_s, u"gremlins"_s}, u"There is no fault 'gremlins'. Faults: bearing_wear."_s);
    row("fault of no machine", {u"--fault"_s, u"D:bearing_wear"_s}, u"machine 'D' is not simulated."_s);
}

void SimulateTest::shouldSayWhatIsWrongWithAnOption()
{
    QFETCH(QStringList, options);
    QFETCH(QString, sentence);
    const TestDatabase database;
    const Outcome outcome = Installation(database, "nothing").run(QStringList{u"simulate"_s} + options);
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY2(outcome.err.contains(sentence), qPrintable(outcome.err));
}

} // namespace

std::unique_ptr<QObject> makeSimulateTest()
{
    return std::make_unique<SimulateTest>();
}

#include "simulatetest.moc"
