#include "support/installation.h"
#include "support/waiting.h"
#include "tests.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
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
    void shouldGiveOneMachineARateAndIntervalsOfItsOwn();
    void shouldEndCleanlyWhenStopped();
    void shouldWriteAFileAndTheTruthBesideIt();
    void shouldTakeEveryMachinesIdBeforeARateOrAnInterval();
    void shouldKeepTheTruthOutOfTheReadingsFile();
    void shouldWriteNothingWhereTheTruthCannotBeWritten();
    void shouldListWhatCanGoWrong();
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
    RIG_VERIFY_DONE(installation.run({u"plant"_s, u"import"_s, u"demo"_s}));
    const auto node = installation.startNode();
    for (int run = 0; run < 2; ++run) {
        const Outcome outcome =
            installation.run({u"simulate"_s, u"--duration"_s, u"2"_s, u"--rate"_s, u"10"_s, u"--seed"_s,
                              u"7"_s, u"--fault"_s, u"bearing_wear:0:1:1"_s, u"--json"_s});
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
    // Of sensors that do not follow the time of the day: as many as one run made, each of them in both.
    QCOMPARE(sql.number("select count(*) from (select machine, shown from (select machine, at, "
                        "array_agg(value order by sensor) shown from rig_readings where sensor in "
                        "('rpm', 'frequency', 'gear_wear', 'inductance') group by 1, 2) readings "
                        "group by 1, 2 having count(*) = 2) pairs"),
             60);
}

void SimulateTest::shouldGiveOneMachineARateAndIntervalsOfItsOwn()
{
    TestDatabase database;
    const KafkaTopic topic(0);
    const Installation installation(database, topic.name());
    RIG_VERIFY_DONE(installation.run({u"plant"_s, u"import"_s, u"demo"_s}));
    const auto node = installation.startNode();
    const Outcome outcome =
        installation.run({u"simulate"_s, u"--machine"_s, u"A"_s, u"--machine"_s, u"B"_s, u"--duration"_s,
                          u"3"_s, u"--rate"_s, u"B=10"_s, u"--rate"_s, u"2"_s, u"--interval"_s, u"B/rpm=1"_s,
                          u"--interval"_s, u"rpm=0.5"_s, u"--interval"_s, u"A/torque=1"_s, u"--json"_s});
    RIG_VERIFY_DONE(outcome);
    const QJsonObject summary = QJsonDocument::fromJson(outcome.out.toUtf8()).object();
    QCOMPARE(summary["rates"_L1].toObject(), (QJsonObject{{u"A"_s, 2}, {u"B"_s, 10}}));
    Sql &sql = database.sql();
    QVERIFY(waitUntil([&] { return sql.number("select count(*) from rig_messages") == 36; }, 20s));
    QCOMPARE(
        sql.text("select string_agg(machine || ' ' || sensor || ' ' || n, ', ' order by machine, sensor) "
                 "from (select machine, sensor, count(value) n from rig_readings where sensor in "
                 "('rpm', 'torque', 'voltage') group by 1, 2) counts"),
        std::string("A rpm 6, A torque 3, A voltage 6, B rpm 3, B torque 30, B voltage 30"));
}

void SimulateTest::shouldTakeEveryMachinesIdBeforeARateOrAnInterval()
{
    const TestDatabase database;
    const Outcome outcome =
        Installation(database, "nothing")
            .run({u"simulate"_s, u"--machine"_s, u"hall=3/pump"_s, u"--duration"_s, u"2"_s, u"--rate"_s,
                  u"hall=3/pump=5"_s, u"--interval"_s, u"hall=3/pump/rpm=1"_s, u"--csv"_s, u"-"_s});
    RIG_VERIFY_DONE(outcome);
    const QStringList lines = outcome.out.trimmed().split(u'\n');
    QCOMPARE(lines.size(), 1 + 10);
    const auto rpm = lines[0].split(u',').indexOf(u"rpm"_s);
    for (qsizetype row = 0; row < 10; ++row)
        QCOMPARE(lines[1 + row].split(u',')[rpm].isEmpty(), row % 5 != 0);
}

void SimulateTest::shouldKeepTheTruthOutOfTheReadingsFile()
{
    const TestDatabase database;
    const Installation installation(database, "nothing");
    const QTemporaryDir folder;
    const QString csv = folder.filePath(u"run.csv"_s);
    QVERIFY(QDir(folder.path()).mkdir(u"sub"_s));
    QVERIFY(QFile::link(folder.path(), folder.filePath(u"same"_s)));
    QVERIFY(QFile::link(csv, folder.filePath(u"link"_s))); // to a file that is not there yet
    const auto run = [&](const QString &truth) {
        return installation.run({u"simulate"_s, u"--machine"_s, u"A"_s, u"--duration"_s, u"2"_s, u"--csv"_s,
                                 csv, u"--truth"_s, truth});
    };
    for (const QString &spelling :
         {csv, folder.filePath(u"./run.csv"_s), folder.filePath(u"sub/../run.csv"_s),
          folder.filePath(u"same/run.csv"_s), folder.filePath(u"link"_s)}) {
        const Outcome refused = run(spelling);
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(refused.err.contains(u"--csv and --truth need two files"_s), qPrintable(refused.err));
        QVERIFY(!QFile::exists(csv));
    }
    RIG_VERIFY_DONE(run(folder.filePath(u"sub/run.csv"_s)));
}

void SimulateTest::shouldWriteNothingWhereTheTruthCannotBeWritten()
{
    const TestDatabase database;
    const Installation installation(database, "nothing");
    const QTemporaryDir folder;
    const QString csv = folder.filePath(u"run.csv"_s);
    QFile before(csv);
    QVERIFY(before.open(QIODevice::WriteOnly));
    before.write("mine\n");
    before.close();
    for (const QString &truth : {u"/dev/full"_s, folder.filePath(u"missing/truth.json"_s)}) {
        const Outcome refused = installation.run({u"simulate"_s, u"--machine"_s, u"A"_s, u"--duration"_s,
                                                  u"2"_s, u"--csv"_s, csv, u"--truth"_s, truth});
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(refused.err.contains(truth), qPrintable(refused.err));
        QVERIFY(before.open(QIODevice::ReadOnly));
        QCOMPARE(before.readAll(), QByteArray("mine\n"));
        before.close();
        // Also none of its rows where they go to standard output.
        const Outcome printed = installation.run({u"simulate"_s, u"--machine"_s, u"A"_s, u"--duration"_s,
                                                  u"2"_s, u"--csv"_s, u"-"_s, u"--truth"_s, truth});
        QCOMPARE(printed.exitCode, 2);
        QVERIFY2(printed.out.isEmpty(), qPrintable(printed.out));
    }
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"run.csv"_s});
}

void SimulateTest::shouldEndCleanlyWhenStopped()
{
    TestDatabase database;
    const KafkaTopic topic(3);
    Installation installation(database, topic.name());
    RIG_VERIFY_DONE(installation.run({u"plant"_s, u"import"_s, u"demo"_s}));
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

void SimulateTest::shouldWriteAFileAndTheTruthBesideIt()
{
    const TestDatabase database;
    const Installation installation(database, "nothing");
    const QTemporaryDir folder;
    const QString csv = folder.filePath(u"run.csv"_s);
    const QString truth = folder.filePath(u"truth.json"_s);
    const QStringList simulate{u"simulate"_s,
                               u"--machine"_s,
                               u"pump 1"_s,
                               u"--duration"_s,
                               u"3600"_s,
                               u"--start"_s,
                               u"2026-01-31T08:00:00Z"_s,
                               u"--fault"_s,
                               u"coolant_loss:1800:0.8:600"_s};
    const Outcome outcome =
        installation.run(simulate + QStringList{u"--csv"_s, csv, u"--truth"_s, truth, u"--json"_s});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
    QCOMPARE(QJsonDocument::fromJson(outcome.out.toUtf8()).object()["rows"_L1], 3600);
    QFile file(csv);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArrayList lines = file.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), 3601);
    QVERIFY(!lines[0].contains("label") && !lines[0].contains("severity"));
    const auto coolant = lines[0].split(',').indexOf("coolant_temp");
    const auto at = [&](qsizetype line) { return lines[line].split(',')[coolant].toDouble(); };
    QVERIFY(at(3600) > at(1800) + 15);
    QFile told(truth);
    QVERIFY(told.open(QIODevice::ReadOnly));
    const QJsonObject object = QJsonDocument::fromJson(told.readAll()).object();
    QCOMPARE(object["machine"_L1], u"pump 1"_s);
    QCOMPARE(object["faults"_L1][0]["onset"_L1], u"2026-01-31T08:30:00.000000Z"_s);

    const Outcome again = installation.run(simulate + QStringList{u"--csv"_s, u"-"_s});
    QCOMPARE(again.out.toUtf8().trimmed().split('\n'), lines);
    const Outcome refused = installation.run(simulate + QStringList{u"--csv"_s, u"/dev/null"_s});
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.err.contains(u"/dev/null is no ordinary file"_s), qPrintable(refused.err));
}

void SimulateTest::shouldListWhatCanGoWrong()
{
    const TestDatabase database;
    const Installation installation(database, "nothing");
    const Outcome json = installation.run({u"simulate"_s, u"--list"_s, u"--json"_s});
    RIG_VERIFY_DONE(json);
    const QJsonObject catalogue = QJsonDocument::fromJson(json.out.toUtf8()).object();
    QVERIFY(catalogue["faults"_L1].toArray().size() >= 11);
    QCOMPARE(catalogue["severity"_L1], 1);
    QCOMPARE(catalogue["sensors"_L1].toArray().size(), 50);
    const QJsonObject first = catalogue["faults"_L1][0].toObject();
    QCOMPARE(first["name"_L1], u"bearing_wear"_s);
    QCOMPARE(first["sensors"_L1][0]["direction"_L1], u"up"_s);
    QVERIFY(!first["sensors"_L1][0]["equation"_L1].toString().isEmpty());
    QVERIFY(installation.run({u"simulate"_s, u"--list"_s}).out.contains(u"blocked_filter"_s));
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
    row("fault", {u"--fault"_s, u"gremlins"_s}, u"There is no fault 'gremlins'. Faults: bearing_wear, mis"_s);
    row("onset", {u"--fault"_s, u"imbalance:x"_s}, u"The onset of --fault imbalance:x takes a number"_s);
    row("severity", {u"--fault"_s, u"imbalance:0:2"_s}, u"The severity of --fault imbalance:0:2 takes a"_s);
    row("growth", {u"--fault"_s, u"imbalance:0:1:0"_s}, u"The growth of --fault imbalance:0:1:0 takes a"_s);
    row("too much", {u"--fault"_s, u"imbalance:0:1:9:9"_s}, u"NAME:ONSET_S:SEVERITY:GROWTH_S"_s);
    row("sensor", {u"--fault"_s, u"lost_sensor=rpn"_s}, u"has no sensor 'rpn'"_s);
    row("of the machine", {u"--fault"_s, u"imbalance=rpm"_s}, u"not of one sensor"_s);
    row("interval", {u"--interval"_s, u"rpm=0.01"_s},
        u"--interval rpm=0.01 takes a number from 0.05 to 20"_s);
    row("interval that is no whole number", {u"--interval"_s, u"rpm=0.0501"_s},
        u"--interval rpm=0.0501 takes whole milliseconds, not '0.0501' s."_s);
    row("interval of nobody", {u"--interval"_s, u"D/rpm=1"_s},
        u"--interval D/rpm: machine 'D' is not simulated here. Name it with --machine too."_s);
    row("interval twice", {u"--interval"_s, u"rpm=1"_s, u"--interval"_s, u"rpm=2"_s},
        u"--interval names rpm twice."_s);
    row("own interval twice", {u"--interval"_s, u"A/rpm=1"_s, u"--interval"_s, u"A/rpm=2"_s},
        u"--interval names A/rpm twice."_s);
    row("rate of nobody", {u"--rate"_s, u"D=2"_s}, u"--rate: machine 'D' is not simulated here."_s);
    row("own rate", {u"--rate"_s, u"A=21"_s}, u"--rate A=21 takes a number from 1 to 20, not '21'."_s);
    row("rate twice", {u"--rate"_s, u"2"_s, u"--rate"_s, u"3"_s}, u"the rate of all machines twice"_s);
    row("own rate twice", {u"--rate"_s, u"A=2"_s, u"--rate"_s, u"A=3"_s}, u"the rate of machine A twice"_s);
    row("fault twice", {u"--fault"_s, u"imbalance:1"_s, u"--fault"_s, u"imbalance:5"_s},
        u"--fault names imbalance twice, and a machine has it once."_s);
    row("sensor fails twice", {u"--fault"_s, u"lost_sensor=rpm"_s, u"--fault"_s, u"lost_sensor=rpm:5"_s},
        u"--fault names lost_sensor=rpm twice"_s);
    row("draws a sensor", {u"--fault"_s, u"lost_sensor"_s, u"--fault"_s, u"lost_sensor=rpm:5"_s},
        u"--fault lost_sensor without a sensor draws one, which may be the one"_s);
    row("growth in between", {u"--fault"_s, u"imbalance:0:1:1.5"_s},
        u"The growth of --fault imbalance:0:1:1.5 takes whole seconds, not '1.5'."_s);
    row("far too long", {u"--duration"_s, u"1e9"_s},
        u"--duration takes a number from 0.1 to 31622400, not '1e9'."_s);
    row("no file", {u"--csv"_s, u""_s}, u"--csv is empty. Give it a file, or -"_s);
    row("no file for the truth", {u"--truth"_s, u""_s}, u"--truth is empty."_s);
    row("truth that is a device", {u"--truth"_s, u"/dev/full"_s}, u"/dev/full is no ordinary file"_s);
    row("list and truth", {u"--list"_s, u"--truth"_s, u"t.json"_s},
        u"--list only shows what there is, and does not use --truth."_s);
    row("list and cold", {u"--list"_s, u"--json"_s, u"--cold"_s}, u"does not use --cold."_s);
    row("cold", {u"--cold"_s}, u"--cold is for --csv"_s);
    row("year 10000",
        {u"--csv"_s, u"x"_s, u"--machine"_s, u"A"_s, u"--duration"_s, u"9"_s, u"--start"_s,
         u"9999-12-31T23:59:55Z"_s},
        u"go beyond the year 9999"_s);
    row("start", {u"--start"_s, u"2026-01-01T00:00:00Z"_s}, u"--start is for --csv"_s);
    row("time", {u"--csv"_s, u"x"_s, u"--duration"_s, u"1"_s, u"--start"_s, u"today"_s},
        u"--start takes a time"_s);
    row("two machines", {u"--csv"_s, u"x"_s, u"--duration"_s, u"1"_s}, u"--csv writes one machine"_s);
    row("for ever", {u"--csv"_s, u"x"_s, u"--machine"_s, u"A"_s}, u"--csv needs --duration"_s);
    row("end before",
        {u"--csv"_s, u"x"_s, u"--machine"_s, u"A"_s, u"--duration"_s, u"9"_s, u"--stop"_s, u"5:4"_s},
        u"The end of --stop 5:4"_s);
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
