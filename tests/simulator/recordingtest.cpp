#include "support/csvfile.h"
#include "simulator/recordingsurvey.h"
#include "tests.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace rig::simulator;
using rig::test::CsvFile;

Q_DECLARE_METATYPE(rig::simulator::RecordingOptions)

namespace {

rig::Result<RecordingSurvey> surveyOf(Recording &recording)
{
    return survey(recording, [](double) { return true; });
}

QString namesOf(const Recording &recording)
{
    QStringList names;
    for (const std::string &name : recording.sensors())
        names.append(QString::fromStdString(name));
    return names.join(u' ');
}

/// "2020-…Z a=1 b=" per row, without the date.
QString nextRow(Recording &recording)
{
    const auto more = recording.next();
    if (!more)
        return more.error().sentence;
    if (!*more)
        return {};
    QString text = QString::fromStdString(rig::formatInstant(recording.at())).mid(11, 12);
    for (std::size_t i = 0; i < recording.sensors().size(); ++i)
        text += u" %1=%2"_s.arg(QString::fromStdString(recording.sensors()[i]),
                                QString::fromStdString(std::string(recording.values()[i].json)));
    return text;
}

class RecordingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldFindTimeAndSensors_data();
    void shouldFindTimeAndSensors();
    void shouldGiveRowsWithTheNumbersAsTheyAreSpelt();
    void shouldSayWhatItLeavesOut();
    void shouldSayWhatIsWrongAndWhere_data();
    void shouldSayWhatIsWrongAndWhere();
    void shouldSurveyTimesAndMagnitudes();
    void shouldFindTheFirstFaultBeforeAnythingIsSent();
    void shouldStopSurveyingWhenTold();
};

void RecordingTest::shouldFindTimeAndSensors_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<RecordingOptions>("options");
    QTest::addColumn<QString>("time");
    QTest::addColumn<QString>("sensors");
    const auto row = [](const char *name, QByteArray header, QByteArray cells, QString time, QString sensors,
                        RecordingOptions options = {}) {
        QTest::newRow(name) << header << cells << options << time << sensors;
    };
    row("timestamp", "timestamp,a,b", "2020-03-01,1,2", u"timestamp"_s, u"a b"_s);
    row("not the first column", "a,Time,b", "1,2020-03-01,2", u"Time"_s, u"a b"_s);
    row("timestamp before time", "time,timestamp,a", "5,2020-03-01,1", u"timestamp"_s, u"time a"_s);
    row("datetime", "DateTime;a", "2020-03-01;1", u"DateTime"_s, u"a"_s);
    row("date", "a;DATE", "1;2020-03-01", u"DATE"_s, u"a"_s);
    row("seconds by name", "time,a", "0.05,1", u"time"_s, u"a"_s);
    row("by content", "a,when,b", "1,2020-03-01 10:00,2", u"when"_s, u"a b"_s);
    row("by content, as a number", "a,when,b", "1,1583077866250,2", u"when"_s, u"a b"_s);
    row("named", "timestamp,cycle,a", "2020-03-01,3,1", u"cycle"_s, u"a"_s,
        {{}, u"cycle"_s, {{"timestamp", ""}}});
    row("label", "timestamp,a,Label", "2020-03-01,1,x", u"timestamp"_s, u"a"_s);
    row("label mapped", "timestamp,a,label", "2020-03-01,1,0", u"timestamp"_s, u"a fault"_s,
        {{}, {}, {{"label", "fault"}}});
    row("no name", ",timestamp,a", "0,2020-03-01,1", u"timestamp"_s, u"a"_s);
    row("mapped", "timestamp,Temp °C,a", "2020-03-01,20,1", u"timestamp"_s, u"temperature a"_s,
        {{}, {}, {{"Temp °C", "temperature"}}});
    row("left out", "timestamp,machine_id,a", "2020-03-01,A,1", u"timestamp"_s, u"a"_s,
        {{}, {}, {{"machine_id", ""}}});
}

void RecordingTest::shouldFindTimeAndSensors()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, row);
    QFETCH(RecordingOptions, options);
    QFETCH(QString, time);
    QFETCH(QString, sensors);
    const CsvFile csv(header + '\n' + row + '\n');
    options.file = csv.path();
    auto recording = Recording::open(options);
    QVERIFY2(recording, recording ? "" : qPrintable(recording.error().sentence));
    QCOMPARE(recording->timeColumn(), time);
    QCOMPARE(namesOf(*recording), sensors);
    QVERIFY(recording->next().value());
    QVERIFY(!recording->next().value());
}

void RecordingTest::shouldGiveRowsWithTheNumbersAsTheyAreSpelt()
{
    const CsvFile csv("timestamp,a,b\n2020-03-01 10:00:00,1.50,NaN\n\n2020-03-01 10:00:00.25,,+7\n");
    auto recording = Recording::open({csv.path(), {}, {}});
    QVERIFY(recording);
    for (int round = 0; round < 2; ++round) {
        QCOMPARE(nextRow(*recording), u"10:00:00.000 a=1.50 b="_s);
        QCOMPARE(recording->line(), 2);
        QCOMPARE(nextRow(*recording), u"10:00:00.250 a= b=7"_s);
        QCOMPARE(recording->line(), 4);
        QCOMPARE(nextRow(*recording), QString());
        QVERIFY(recording->rewind());
    }
}

void RecordingTest::shouldSayWhatItLeavesOut()
{
    const CsvFile csv("timestamp,,label,x,a\n2020-03-01,0,1,y,1\n");
    auto recording = Recording::open({csv.path(), {}, {{"x", ""}}});
    QVERIFY(recording);
    QCOMPARE(recording->leftOut().join(u" | "_s), u"column 2, which has no name | label | x"_s);
}

void RecordingTest::shouldSayWhatIsWrongAndWhere_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<RecordingOptions>("options");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, QByteArray file, QString sentence, RecordingOptions options = {}) {
        QTest::newRow(name) << file << options << sentence;
    };
    row("no rows", "timestamp,a\n", u"line 2: the file has no rows below its header."_s);
    row("no time", "x1,x2\n6,148\n",
        u"line 2: no column holds times. Name it with --time; it may hold ISO 8601, or seconds or "
        u"milliseconds "
        "as a number."_s);
    row("no such time column", "timestamp,a\n2020-03-01,1\n",
        u"line 1: there is no column 'zeit' for the time."_s, {{}, u"zeit"_s, {}});
    row("time column without times", "timestamp,a\n01.03.2020,1\n",
        u"line 2, column 1 ('timestamp'): '01.03.2020' is no time. Write ISO 8601 "
        u"(2026-01-12T08:15:30.250Z), or "
        "seconds or milliseconds since 1970."_s);
    row("a time of another kind", "timestamp,a\n2020-03-01,1\n1583077866,1\n",
        u"line 3, column 1 ('timestamp'): '1583077866' is no time as the first row has one."_s);
    row("a row without a time", "timestamp,a\n2020-03-01,1\n,1\n",
        u"line 3, column 1 ('timestamp'): the row has no time."_s);
    row("text", "timestamp,a,status\n2020-03-01,1,ok\n",
        u"line 2, column 3 ('status'): 'ok' is no number. A column that holds no sensor is left out with "
        u"--map "
        "'status='."_s);
    row("a formula", "timestamp,a\n2020-03-01,1\n2020-03-02,=1+1\n",
        u"line 3, column 2 ('a'): '=1+1' is no number. A column that holds no sensor is left out with --map 'a='."_s);
    row("a decimal comma", "timestamp;a\n2020-03-01;3,5\n",
        u"line 2, column 2 ('a'): '3,5' has a decimal comma. Numbers need a decimal point, and no separators "
        u"of "
        "thousands."_s);
    row("no double", "timestamp,a\n2020-03-01,1e999\n",
        u"line 2, column 2 ('a'): '1e999' is larger than a number can be."_s);
    row("too few columns", "timestamp,a\n2020-03-01,1\n2020-03-01\n",
        u"line 3: the row has 1 columns where the header has 2."_s);
    row("no sensor", "timestamp,label\n2020-03-01,1\n", u"line 2: no column is left for a sensor."_s);
    row("mapping of no column", "timestamp,a\n2020-03-01,1\n",
        u"line 2: there is no column 'b', which --map names."_s, {{}, {}, {{"b", "x"}}});
    row("two columns, one sensor", "timestamp,a,b\n2020-03-01,1,2\n",
        u"line 2, column 3 ('b'): another column is sensor 'a' already."_s, {{}, {}, {{"b", "a"}}});
}

void RecordingTest::shouldSayWhatIsWrongAndWhere()
{
    QFETCH(QByteArray, file);
    QFETCH(RecordingOptions, options);
    QFETCH(QString, sentence);
    const CsvFile csv(file);
    options.file = csv.path();
    auto recording = Recording::open(options);
    const auto surveyed = recording ? surveyOf(*recording) : tl::unexpected(recording.error());
    QVERIFY(!surveyed);
    QCOMPARE(surveyed.error().kind, rig::ErrorKind::badConfiguration);
    QCOMPARE(surveyed.error().sentence, csv.path() + u", "_s + sentence);
}

void RecordingTest::shouldSurveyTimesAndMagnitudes()
{
    const CsvFile csv("timestamp,a,b\n"
                      "2020-03-01 10:00:00,1,\n"
                      "2020-03-01 10:00:05,-30,2\n"
                      "2020-03-01 10:00:05,2,nan\n"
                      "2020-03-01 09:00:00,2,0.5\n"
                      "2020-03-01 09:00:05,2,1\n"
                      "2020-03-01 11:00:00,2,1\n"
                      "2020-03-01 11:00:00,2,1\n");
    auto recording = Recording::open({csv.path(), {}, {}});
    QVERIFY(recording);
    const auto found = surveyOf(*recording);
    QVERIFY(found);
    QCOMPARE(found->rows, 7);
    QCOMPARE(found->first.line, 2);
    QCOMPARE(found->last.line, 8);
    QCOMPARE(found->earliest.line, 5);
    QCOMPARE(found->latest.line, 7);
    QCOMPARE(found->latest.at - found->earliest.at, 2h);
    QCOMPARE(found->backwards, 1);
    QCOMPARE(found->spacing, 5s);
    QCOMPARE(found->largest, (std::vector<double>{30, 2}));
    QCOMPARE(nextRow(*recording), u"10:00:00.000 a=1 b="_s);
}

void RecordingTest::shouldFindTheFirstFaultBeforeAnythingIsSent()
{
    QByteArray file = "timestamp,a\n";
    for (int i = 0; i < 5'000; ++i)
        file += "2020-03-01,1\n";
    const CsvFile csv(file + "2020-03-01,oops\n");
    auto recording = Recording::open({csv.path(), {}, {}});
    QVERIFY(recording);
    const auto found = surveyOf(*recording);
    QVERIFY(!found);
    QVERIFY(found.error().sentence.contains(u"line 5002, column 2 ('a')"_s));
}

void RecordingTest::shouldStopSurveyingWhenTold()
{
    const CsvFile csv("timestamp,a\n" + QByteArray("2020-03-01,1\n").repeated(5'000));
    auto recording = Recording::open({csv.path(), {}, {}});
    QVERIFY(recording);
    double share = -1;
    const auto found = survey(*recording, [&](double done) {
        share = done;
        return false;
    });
    QCOMPARE(found.error().kind, rig::ErrorKind::cancelled);
    QVERIFY(share > 0.1 && share < 0.3);
}

} // namespace

std::unique_ptr<QObject> makeRecordingTest()
{
    return std::make_unique<RecordingTest>();
}

#include "recordingtest.moc"
