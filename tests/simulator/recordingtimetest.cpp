#include "simulator/recordingtime.h"
#include "tests.h"

#include <QTest>

using rig::formatInstant;
using rig::simulator::RecordingTime;

namespace {

class RecordingTimeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldReadWhatRecordingsHold_data();
    void shouldReadWhatRecordingsHold();
    void shouldRefuseWhatIsNoTime_data();
    void shouldRefuseWhatIsNoTime();
    void shouldHoldOneWayForTheWholeFile();
    void shouldNotMistakeAMeasuredValueForATime_data();
    void shouldNotMistakeAMeasuredValueForATime();
};

void RecordingTimeTest::shouldReadWhatRecordingsHold_data()
{
    QTest::addColumn<QByteArray>("cell");
    QTest::addColumn<QByteArray>("instant");
    const auto row = [](QByteArray cell, QByteArray instant) {
        QTest::newRow(cell.constData()) << cell << instant;
    };
    row("2020-03-01T15:51:06Z", "2020-03-01T15:51:06.000000Z");
    row("2003-10-22 12:06:24", "2003-10-22T12:06:24.000000Z");
    row("2020-03-01T15:51:06.25+01:00", "2020-03-01T14:51:06.250000Z");
    row("2020-03-01", "2020-03-01T00:00:00.000000Z");
    row("1583077866", "2020-03-01T15:51:06.000000Z");
    row("1583077866.25", "2020-03-01T15:51:06.250000Z");
    row("1583077866250", "2020-03-01T15:51:06.250000Z");
    row("0", "1970-01-01T00:00:00.000000Z");
    row("0.05", "1970-01-01T00:00:00.050000Z");
    row("-1.5", "1969-12-31T23:59:58.500000Z");
}

void RecordingTimeTest::shouldReadWhatRecordingsHold()
{
    QFETCH(QByteArray, cell);
    QFETCH(QByteArray, instant);
    const auto way = RecordingTime::of(cell.toStdString());
    QVERIFY(way);
    const auto at = way->read(cell.toStdString());
    QVERIFY(at);
    QCOMPARE(QByteArray::fromStdString(formatInstant(*at)), instant);
}

void RecordingTimeTest::shouldRefuseWhatIsNoTime_data()
{
    QTest::addColumn<QByteArray>("cell");
    for (const char *cell :
         {"", "x", "01.03.2020 15:51", "2020/03/01", "2020-13-01", "1e14", "inf", "nan", "12:30"})
        QTest::newRow(*cell == '\0' ? "(empty)" : cell) << QByteArray(cell);
}

void RecordingTimeTest::shouldRefuseWhatIsNoTime()
{
    QFETCH(QByteArray, cell);
    QVERIFY(!RecordingTime::of(cell.toStdString()));
}

void RecordingTimeTest::shouldHoldOneWayForTheWholeFile()
{
    const auto iso = RecordingTime::of("2020-03-01");
    QVERIFY(!iso->read("1583077866"));
    const auto seconds = RecordingTime::of("1583077866");
    QVERIFY(!seconds->read("2020-03-01"));
    QVERIFY(!seconds->read("1583077866250"));
    const auto milliseconds = RecordingTime::of("1583077866250");
    QVERIFY(!milliseconds->read("2020-03-01"));
    QCOMPARE(milliseconds->read("1000")->time_since_epoch(), std::chrono::seconds{1});
}

void RecordingTimeTest::shouldNotMistakeAMeasuredValueForATime_data()
{
    QTest::addColumn<QByteArray>("cell");
    QTest::addColumn<bool>("time");
    const auto row = [](QByteArray cell, bool time) { QTest::newRow(cell.constData()) << cell << time; };
    row("2020-03-01T15:51:06Z", true);
    row("1583077866", true);
    row("1583077866250", true);
    row("75.5", false);
    row("0", false);
    row("-3", false);
    row("946684799", false);
    row("946684800", true);
    row("4102444800", false);
}

void RecordingTimeTest::shouldNotMistakeAMeasuredValueForATime()
{
    QFETCH(QByteArray, cell);
    QFETCH(bool, time);
    QCOMPARE(RecordingTime::unmistakable(cell.toStdString()), time);
}

} // namespace

std::unique_ptr<QObject> makeRecordingTimeTest()
{
    return std::make_unique<RecordingTimeTest>();
}

#include "recordingtimetest.moc"
