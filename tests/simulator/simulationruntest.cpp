#include "simulator/simulationrun.h"
#include "tests.h"

#include <QBuffer>
#include <QJsonArray>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace rig::simulator;

namespace {

SimulationRun minute()
{
    SimulationRun run;
    run.machine = std::string("A");
    run.seed = 7;
    run.duration = 1min;
    run.start = *rig::parseInstant("2026-01-31T08:00:00Z");
    return run;
}

QList<QByteArrayList> tableOf(const SimulationRun &run)
{
    QBuffer file;
    file.open(QIODevice::WriteOnly);
    const auto rows = writeCsv(run, file, [](double) { return true; });
    QList<QByteArrayList> table;
    for (const QByteArray &line : file.data().trimmed().split('\n'))
        table.append(line.split(','));
    return rows && *rows == table.size() - 1 ? table : QList<QByteArrayList>();
}

qsizetype column(const QList<QByteArrayList> &table, const char *sensor)
{
    return table[0].indexOf(sensor);
}

class SimulationRunTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldWriteOneRowForEachReading();
    void shouldRepeatARun();
    void shouldFollowTheTimeOfTheDayOfItsRowsWhereAsked();
    void shouldBeginInOperationUnlessCold();
    void shouldLetTheMachineStand();
    void shouldLeaveCellsEmptyWhereASensorSendsNothing();
    void shouldEndWhereItIsToldTo();
    void shouldSayThatTheFileIsFull();
    void shouldTellTheTruthBesideIt();
    void shouldTellOnlyWhatAFaultMovesAtItsSeverity();
};

void SimulationRunTest::shouldWriteOneRowForEachReading()
{
    SimulationRun run = minute();
    run.rate = 3;
    const auto table = tableOf(run);
    QCOMPARE(table.size(), 181);
    QCOMPARE(table[0][0], QByteArray("timestamp"));
    QCOMPARE(table[0].size(), 51);
    for (std::size_t i = 0; i < signalTable().size(); ++i)
        QCOMPARE(table[0][static_cast<qsizetype>(i) + 1].toStdString(), signalTable()[i].name);
    QCOMPARE(table[1][0], QByteArray("2026-01-31T08:00:00.000000Z"));
    QCOMPARE(table[2][0], QByteArray("2026-01-31T08:00:00.333333Z"));
    for (const QByteArrayList &row : table.sliced(1)) {
        QCOMPARE(row.size(), 51);
        for (const QByteArray &cell : row.sliced(1)) {
            bool isNumber = false;
            QVERIFY(std::isfinite(cell.toDouble(&isNumber)) && isNumber);
        }
    }
}

void SimulationRunTest::shouldRepeatARun()
{
    SimulationRun run = minute();
    QCOMPARE(tableOf(run), tableOf(run));
    SimulationRun other = run;
    other.seed = 8;
    QVERIFY(tableOf(run) != tableOf(other));
}

void SimulationRunTest::shouldFollowTheTimeOfTheDayOfItsRowsWhereAsked()
{
    const auto lightAt = [](const char *start, bool dayByStart, bool cold = false) {
        SimulationRun run = minute();
        run.start = *rig::parseInstant(start);
        run.dayByStart = dayByStart;
        run.cold = cold;
        const auto table = tableOf(run);
        return table[1][column(table, "light_intensity")].toDouble();
    };
    QVERIFY(lightAt("2026-01-31T15:00:00Z", true) > 2900);
    QVERIFY(lightAt("2026-01-31T15:00:00Z", true, true) > 2900); // at its first row, warm or cold
    QVERIFY(lightAt("2026-01-31T03:00:00Z", true) < 1000);
    QVERIFY(lightAt("1969-12-31T03:00:00Z", true) < 1000);
    QCOMPARE(lightAt("2026-01-31T15:00:00Z", false), lightAt("2026-02-01T03:00:00Z", false));
    QCOMPARE(lightAt("2026-01-31T08:30:00Z", true), lightAt("2026-02-01T03:00:00Z", false));
}

void SimulationRunTest::shouldBeginInOperationUnlessCold()
{
    SimulationRun run = minute();
    const auto warm = tableOf(run);
    run.cold = true;
    const auto cold = tableOf(run);
    const auto rpm = column(warm, "rpm");
    const auto oil = column(warm, "oil_temp");
    QVERIFY(warm[1][rpm].toDouble() > 2500);
    QVERIFY(warm[1][oil].toDouble() > 183);
    QCOMPARE(cold[1][rpm].toDouble(), 0.0);
    QVERIFY(cold[1][oil].toDouble() < 180);
    QVERIFY(cold[20][rpm].toDouble() > 2500);
}

void SimulationRunTest::shouldLetTheMachineStand()
{
    SimulationRun run = minute();
    run.stops = {{20s, 40s}};
    const auto table = tableOf(run);
    const auto rpm = column(table, "rpm");
    QVERIFY(table[1 + 20][rpm].toDouble() > 2500);
    QCOMPARE(table[1 + 39][rpm].toDouble(), 0.0);
    QVERIFY(table[1 + 59][rpm].toDouble() > 2500);
}

void SimulationRunTest::shouldLeaveCellsEmptyWhereASensorSendsNothing()
{
    SimulationRun run = minute();
    run.intervals = {{Quantity::rpm, 10s}};
    run.faults = {{{"lost_sensor", 1s, 1, "torque"}, 30s}};
    const auto table = tableOf(run);
    const auto rpm = column(table, "rpm");
    const auto torque = column(table, "torque");
    for (qsizetype row = 1; row <= 60; ++row) {
        QCOMPARE(table[row][rpm].isEmpty(), (row - 1) % 10 != 0);
        QCOMPARE(table[row][torque].isEmpty(), row - 1 >= 30);
    }
}

void SimulationRunTest::shouldEndWhereItIsToldTo()
{
    SimulationRun run = minute();
    run.duration = 24h;
    QBuffer file;
    file.open(QIODevice::WriteOnly);
    double reached = 0;
    const auto rows = writeCsv(run, file, [&](double share) {
        reached = share;
        return share < 0.5;
    });
    QVERIFY(rows);
    QVERIFY(reached >= 0.5 && reached < 0.6);
    QVERIFY(*rows >= 43'200 && *rows < 50'000);
}

void SimulationRunTest::shouldSayThatTheFileIsFull()
{
    QFile full(u"/dev/full"_s);
    QVERIFY(full.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    const auto rows = writeCsv(minute(), full, [](double) { return true; });
    QVERIFY(!rows);
    QCOMPARE(rows.error().kind, rig::ErrorKind::full);
}

void SimulationRunTest::shouldTellTheTruthBesideIt()
{
    SimulationRun run = minute();
    run.character = 5;
    run.faults = {{{"imbalance", 20s, 0.5}, 10s}, {{"frozen_sensor", 1s, 1, "rpm"}, 30s}};
    run.stops = {{50s, 55s}};
    const QJsonObject truth = truthOf(run);
    QCOMPARE(truth["machine"_L1], u"A"_s);
    QCOMPARE(truth["seed"_L1], u"7"_s);
    QCOMPARE(truth["character"_L1], u"5"_s);
    QCOMPARE(truth["start"_L1], u"2026-01-31T08:00:00.000000Z"_s);
    QCOMPARE(truth["duration_s"_L1], 60);
    const QJsonObject imbalance = truth["faults"_L1][0].toObject();
    QCOMPARE(imbalance["fault"_L1], u"imbalance"_s);
    QCOMPARE(imbalance["onset_s"_L1], 10);
    QCOMPARE(imbalance["onset"_L1], u"2026-01-31T08:00:10.000000Z"_s);
    QCOMPARE(imbalance["severity"_L1], 0.5);
    QCOMPARE(imbalance["growth_s"_L1], 20);
    const QJsonArray sensors = imbalance["sensors"_L1].toArray();
    const QJsonObject vibration = sensors[0].toObject();
    QCOMPARE(vibration["sensor"_L1], u"vibration"_s);
    QCOMPARE(vibration["direction"_L1], u"up"_s);
    QCOMPARE(vibration["direct"_L1], true);
    QVERIFY(std::abs(vibration["noise_deviations"_L1].toDouble() - 45) < 1); // 2.7 mm/s by 0.06 mm/s
    const auto oil = std::find_if(sensors.begin(), sensors.end(),
                                  [](const QJsonValue &one) { return one["sensor"_L1] == u"oil_temp"_s; });
    QVERIFY(oil != sensors.end());
    QCOMPARE((*oil)["direct"_L1], false);
    const QJsonObject frozen = truth["faults"_L1][1].toObject();
    QCOMPARE(frozen["sensors"_L1].toArray(), (QJsonArray{QJsonObject{{u"sensor"_s, u"rpm"_s}}}));
    QCOMPARE(truth["stopped"_L1][0]["to"_L1], u"2026-01-31T08:00:55.000000Z"_s);
}

void SimulationRunTest::shouldTellOnlyWhatAFaultMovesAtItsSeverity()
{
    const auto movedAt = [](double severity) {
        SimulationRun run = minute();
        run.faults = {{{"imbalance", 1s, severity}, 0s}};
        return truthOf(run)["faults"_L1][0]["sensors"_L1].toArray().size();
    };
    QCOMPARE(movedAt(0.02), 0);
    QVERIFY(movedAt(0.1) > 0);
    QVERIFY(movedAt(0.1) < movedAt(1));
}

} // namespace

std::unique_ptr<QObject> makeSimulationRunTest()
{
    return std::make_unique<SimulationRunTest>();
}

#include "simulationruntest.moc"
