#include "support/installation.h"
#include "support/waiting.h"
#include "tests.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <bit>
#include <charconv>
#include <random>
#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace rig::test;
using rig::Instant;

namespace {

struct World
{
    World()
    {
        if (installation.run({u"migrate"_s}).exitCode != 0)
            throw std::runtime_error("rigctl migrate failed");
        node = installation.startNode();
    }

    TestDatabase database;
    KafkaTopic topic{3};
    Installation installation{database, topic.name()};
    std::unique_ptr<Node> node;
};

/// Values as a spread sheet may write them, in any spelling, some missing.
class Recorded
{
public:
    using Row = std::vector<std::optional<double>>;

    Recorded(int rows, std::size_t columns) : m_random(20'261'124)
    {
        csv = "timestamp";
        for (std::size_t column = 0; column < columns; ++column)
            csv += ";sensor " + QByteArray::number(static_cast<int>(column));
        csv += ";label\r\n";
        for (int row = 0; row < rows; ++row)
            addRow(row, columns);
    }

    QByteArray csv;
    std::vector<Row> values;

private:
    void addRow(int row, std::size_t columns)
    {
        csv += QByteArray::number(1'500'000'000 + row);
        values.emplace_back();
        for (std::size_t column = 0; column < columns; ++column) {
            values.back().push_back(cell());
            csv += ';' + m_text;
        }
        csv += ";normal\r\n";
    }

    std::optional<double> cell()
    {
        const unsigned kind = m_random() % 8;
        m_text = kind == 0 ? "" : "NaN";
        if (kind <= 1)
            return {};
        double value =
            kind <= 4 ? std::bit_cast<double>(m_random()) : static_cast<double>(m_random() % 2'000'000) / 1e3;
        if (!std::isfinite(value))
            value = -0.0;
        char text[64];
        const auto form = kind == 5 ? std::chars_format::scientific : std::chars_format::general;
        m_text = QByteArray(text, std::to_chars(text, text + sizeof text, value, form).ptr - text);
        if (kind == 6)
            m_text = "\"+0" + m_text + '"';
        return value;
    }

    std::mt19937_64 m_random;
    QByteArray m_text;
};

QByteArray tenRows()
{
    QByteArray csv = "timestamp,a\n";
    for (int i = 0; i < 10; ++i)
        csv += "2020-03-01 10:00:0" + QByteArray::number(i) + "," + QByteArray::number(i) + "\n";
    return csv;
}

std::int64_t microseconds(const std::string &text)
{
    return text.empty() ? 0 : std::stoll(text);
}

class ReplayTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void shouldStoreEveryRowWithItsValuesBitForBit();
    void shouldStoreKeptTimesAsHistory();
    void shouldMakeTheFirstRowNowAndDivideTheSpacingByTheSpeed();
    void shouldUseMachinesAndSensorsThatAreThere();
    void shouldNameWhatIsMissingAndSendNothing();
    void shouldSendNothingOfAFileWithAFaultInIt();
    void shouldRefuseTimesThatCannotBeKept();
    void shouldGiveUpWaitingWhereNobodyStores();
    void shouldSayWhenRowsBecameNoReadings();
    void shouldBeginAgainUntilStoppedAndStoreAllOfIt();
    void shouldWriteWhatWasSentBeforeItWasStopped();
    void shouldSayWhatIsWrongWithAnOption_data();
    void shouldSayWhatIsWrongWithAnOption();
};

void ReplayTest::initTestCase()
{
    RIG_NEEDS_BROKER();
}

void ReplayTest::shouldStoreEveryRowWithItsValuesBitForBit()
{
    World world;
    const Recorded recorded(700, 12);
    const QString file = world.installation.file(u"recording.csv"_s, recorded.csv);
    const Outcome outcome =
        world.installation.run({u"replay"_s, file, u"--machine"_s, u"Pumpe \"3\""_s, u"--define"_s,
                                u"--speed"_s, u"max"_s, u"--wait"_s, u"--json"_s});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
    const QJsonObject summary = QJsonDocument::fromJson(outcome.out.toUtf8()).object();
    QCOMPARE(summary["rows"_L1].toInt(), 700);
    QCOMPARE(summary["sent"_L1].toInt(), 700);
    QCOMPARE(summary["stored"_L1].toBool(), true);

    Sql &sql = world.database.sql();
    QCOMPARE(sql.number("select count(*) from rig_messages where quality = 'good'"), 700);
    QCOMPARE(sql.number("select count(*) from rig_rejected"), 0);
    QCOMPARE(sql.number("select count(*) from rig.reading where origin = 2"), 700);
    std::vector<Recorded::Row> stored(700, Recorded::Row(12));
    for (const auto &row : sql.run("select kafka_offset, substr(sensor, 8), value from rig_readings"))
        stored.at(std::stoul(*row[0])).at(std::stoul(*row[1])) =
            QByteArray::fromStdString(*row[2]).toDouble();
    for (std::size_t row = 0; row < stored.size(); ++row)
        for (std::size_t column = 0; column < 12; ++column) {
            const auto &expected = recorded.values[row][column];
            const auto &found = stored[row][column];
            QCOMPARE(found.has_value(), expected.has_value());
            QCOMPARE(std::bit_cast<std::uint64_t>(found.value_or(0)),
                     std::bit_cast<std::uint64_t>(expected.value_or(0)));
        }
}

void ReplayTest::shouldStoreKeptTimesAsHistory()
{
    World world;
    const QString file = world.installation.file(u"recording.csv"_s, tenRows());
    const Outcome outcome = world.installation.run(
        {u"replay"_s, file, u"--machine"_s, u"old"_s, u"--define"_s, u"--keep-time"_s, u"--wait"_s});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
    QVERIFY(outcome.out.contains(u"All of them are stored."_s));
    const auto rows =
        world.database.sql().run("select to_char(r.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS'), v.value, "
                                 "r.origin from rig.reading r "
                                 "join rig_readings v on v.kafka_offset = r.kafka_offset order by r.at");
    QCOMPARE(rows.size(), std::size_t{10});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        QCOMPARE(*rows[i][0], "2020-03-01 10:00:0" + std::to_string(i));
        QCOMPARE(*rows[i][1], std::to_string(i));
        QCOMPARE(*rows[i][2], "3");
    }
}

void ReplayTest::shouldMakeTheFirstRowNowAndDivideTheSpacingByTheSpeed()
{
    World world;
    const QString file = world.installation.file(
        u"recording.csv"_s,
        "timestamp,a\n2020-03-01 10:00:00,1\n2020-03-01 10:00:00,2\n2020-03-01 10:01:00,3\n"
        "2020-03-01 10:00:30,4\n2020-03-01 10:01:30,5\n");
    const auto micros = [] {
        return std::chrono::duration_cast<std::chrono::microseconds>(
                   std::chrono::system_clock::now().time_since_epoch())
            .count();
    };
    const auto before = micros();
    const Outcome outcome = world.installation.run(
        {u"replay"_s, file, u"--machine"_s, u"m"_s, u"--define"_s, u"--speed"_s, u"60"_s, u"--wait"_s});
    const auto after = micros();
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
    QVERIFY(outcome.err.contains(u"rows older than the row before them: 1."_s));
    std::vector<std::int64_t> at;
    for (const auto &row : world.database.sql().run(
             "select (extract(epoch from at) * 1000000)::bigint from rig_messages order by kafka_offset"))
        at.push_back(microseconds(*row[0]));
    QCOMPARE(at.size(), std::size_t{5});
    QVERIFY(at[0] >= before && at[0] <= after);
    QCOMPARE(at[1], at[0]);
    QCOMPARE(at[2] - at[0], 1'000'000);
    QCOMPARE(at[3] - at[0], 500'000);
    QCOMPARE(at[4] - at[0], 1'500'000);
    QVERIFY(after - at[0] >= 1'500'000);
}

void ReplayTest::shouldUseMachinesAndSensorsThatAreThere()
{
    World world;
    RIG_VERIFY_DONE(world.installation.run({u"plant"_s, u"import"_s, u"demo"_s}));
    const QString file = world.installation.file(
        u"recording.csv"_s,
        "when,Temp °F,vibration,note\n2020-03-01,75.50,2.25,fine\n2020-03-02,,1e0,fine\n");
    const Outcome outcome = world.installation.run(
        {u"replay"_s, file, u"--machine"_s, u"B"_s, u"--map"_s, u"Temp °F=temperature"_s, u"--map"_s,
         u"note="_s, u"--time"_s, u"when"_s, u"--speed"_s, u"0"_s, u"--wait"_s});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
    QVERIFY(outcome.err.contains(u"not sent: note."_s));
    const auto rows = world.database.sql().run(
        "select machine, sensor, value, unit from rig_readings order by kafka_offset, sensor");
    const auto row = [](const char *sensor, const char *value, const char *unit) {
        return std::vector<Sql::Field>{"B", sensor, value, unit};
    };
    QCOMPARE(rows, (Sql::Rows{row("temperature", "75.5", "°F"), row("vibration", "2.25", "mm/s"),
                              row("vibration", "1", "mm/s")}));
    QCOMPARE(world.database.sql().number("select revision from rig.plant_revision"), 1);
}

void ReplayTest::shouldNameWhatIsMissingAndSendNothing()
{
    World world;
    RIG_VERIFY_DONE(world.installation.run({u"plant"_s, u"import"_s, u"demo"_s}));
    const QString file =
        world.installation.file(u"recording.csv"_s, "timestamp,vibration,Volumenstrom\n2020-03-01,1,2\n");
    Outcome outcome = world.installation.run({u"replay"_s, file, u"--machine"_s, u"Z"_s});
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY(outcome.err.contains(u"Machine 'Z' is not in the plant."_s));
    outcome = world.installation.run({u"replay"_s, file, u"--machine"_s, u"A"_s});
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY(outcome.err.contains(u"Machine 'A' has no sensor 'Volumenstrom'."_s));
    QVERIFY(!outcome.err.contains(u"vibration"_s));
    outcome = world.installation.run({u"replay"_s, file, u"--machine"_s, u"A"_s, u"--define"_s, u"--wait"_s});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
    // The first message ever.
    QCOMPARE(world.database.sql().text("select min(kafka_offset) from rig_messages"), "0");
    // The import of the demo, and what --define added.
    QCOMPARE(world.database.sql().number("select count(*) from rig.audit_record"), 2);
}

void ReplayTest::shouldSendNothingOfAFileWithAFaultInIt()
{
    World world;
    const QString bad = world.installation.file(u"bad.csv"_s, tenRows() + "2020-03-01 10:00:10,=1+1\n");
    Outcome outcome = world.installation.run(
        {u"replay"_s, bad, u"--machine"_s, u"m"_s, u"--define"_s, u"--speed"_s, u"max"_s});
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY2(outcome.err.contains(u"bad.csv, line 12, column 2 ('a'): '=1+1' is no number."_s),
             qPrintable(outcome.err));
    const QString good = world.installation.file(u"good.csv"_s, tenRows());
    outcome = world.installation.run(
        {u"replay"_s, good, u"--machine"_s, u"m"_s, u"--define"_s, u"--speed"_s, u"max"_s, u"--wait"_s});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
    QCOMPARE(world.database.sql().number("select max(kafka_offset) from rig_messages"), 9);
}

void ReplayTest::shouldRefuseTimesThatCannotBeKept()
{
    World world;
    const auto errorOf = [&](const QByteArray &time) {
        const QString file =
            world.installation.file(u"recording.csv"_s, "time,a\n2020-03-01,1\n" + time + ",2\n");
        const Outcome outcome = world.installation.run(
            {u"replay"_s, file, u"--machine"_s, u"m"_s, u"--define"_s, u"--keep-time"_s});
        return outcome.exitCode == 2 ? outcome.err : u"exit code %1"_s.arg(outcome.exitCode);
    };
    QVERIFY(errorOf("1999-12-31 23:59:59")
                .contains(u"line 3: the time 1999-12-31T23:59:59.000000Z cannot be kept"_s));
    QVERIFY(errorOf("2199-01-01").contains(u"lies in the future"_s));
}

void ReplayTest::shouldGiveUpWaitingWhereNobodyStores()
{
    const TestDatabase database;
    const KafkaTopic topic(0);
    const Installation installation(database, topic.name());
    const QString file = installation.file(u"recording.csv"_s, tenRows());
    const Outcome outcome = installation.run({u"replay"_s, file, u"--machine"_s, u"m"_s, u"--define"_s,
                                              u"--speed"_s, u"max"_s, u"--wait"_s, u"--timeout"_s, u"1"_s});
    QCOMPARE(outcome.exitCode, 3);
    QVERIFY(outcome.err.contains(u"0 of 10 messages of the topic are stored"_s));
    QVERIFY(outcome.out.contains(u"Sent 10 readings"_s));
}

void ReplayTest::shouldSayWhenRowsBecameNoReadings()
{
    World world;
    const QString file = world.installation.file(u"recording.csv"_s, tenRows());
    Outcome outcome;
    std::thread replay([&] {
        outcome = world.installation.run(
            {u"replay"_s, file, u"--machine"_s, u"m"_s, u"--define"_s, u"--speed"_s, u"2"_s, u"--wait"_s});
    });
    // While it runs somebody takes the machine out of use.
    const bool begun =
        waitUntil([&] { return world.database.sql().number("select count(*) from rig_messages") > 0; }, 20s);
    const Outcome retired =
        world.installation.run({u"plant"_s, u"import"_s, u"demo"_s, u"--retire-absent"_s});
    replay.join();
    QVERIFY(begun);
    RIG_VERIFY_DONE(retired);
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.err.contains(
                 u"of 10 rows became readings. The first was rejected: Machine 'm' is not in the plant."_s),
             qPrintable(outcome.err));
}

void ReplayTest::shouldBeginAgainUntilStoppedAndStoreAllOfIt()
{
    World world;
    const QString file = world.installation.file(u"recording.csv"_s, tenRows());
    world.installation.useProgram(u"/usr/bin/timeout"_s);
    // In the foreground, or the signal comes twice, and a second one ends the waiting too.
    const Outcome outcome =
        world.installation.run({u"--preserve-status"_s, u"--foreground"_s, u"--signal=INT"_s, u"4"_s,
                                qEnvironmentVariable("RIG_RIGCTL"), u"replay"_s, file, u"--machine"_s, u"m"_s,
                                u"--define"_s, u"--speed"_s, u"20"_s, u"--loop"_s, u"--wait"_s, u"--json"_s});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
    const QJsonObject summary = QJsonDocument::fromJson(outcome.out.toUtf8()).object();
    const int sent = summary["sent"_L1].toInt();
    QVERIFY2(sent > 20, qPrintable(outcome.out));
    QCOMPARE(summary["stored"_L1].toBool(), true);
    QCOMPARE(world.database.sql().number("select count(*) from rig_messages"), sent);
    // From the last row to the first again it takes as long as from row to row.
    QCOMPARE(world.database.sql().number(
                 "select count(distinct at - before) from (select at, lag(at) over (order by "
                 "kafka_offset) as before from rig_messages) rows"),
             1);
}

void ReplayTest::shouldWriteWhatWasSentBeforeItWasStopped()
{
    World world;
    const QString file = world.installation.file(u"recording.csv"_s, tenRows());
    world.installation.useProgram(u"/usr/bin/timeout"_s);
    const Outcome outcome =
        world.installation.run({u"--preserve-status"_s, u"--foreground"_s, u"--signal=TERM"_s, u"3"_s,
                                qEnvironmentVariable("RIG_RIGCTL"), u"replay"_s, file, u"--machine"_s, u"m"_s,
                                u"--define"_s, u"--json"_s});
    QCOMPARE(outcome.exitCode, 1);
    const QJsonObject summary = QJsonDocument::fromJson(outcome.out.toUtf8()).object();
    QCOMPARE(summary["stopped"_L1].toBool(), true);
    const int sent = summary["sent"_L1].toInt();
    QVERIFY(sent > 0 && sent < 10);
    QVERIFY(waitUntil(
        [&] { return world.database.sql().number("select count(*) from rig_messages") == sent; }, 10s));
}

void ReplayTest::shouldSayWhatIsWrongWithAnOption_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const QStringList &options, const QString &sentence) {
        QTest::newRow(name) << options << sentence;
    };
    row("no machine", {}, u"--machine must name the machine"_s);
    row("no mapping", {u"--machine"_s, u"m"_s, u"--map"_s, u"a"_s}, u"--map takes COLUMN=SENSOR, not 'a'."_s);
    row("a mapping twice", {u"--machine"_s, u"m"_s, u"--map"_s, u"a=b"_s, u"--map"_s, u"a=c"_s},
        u"--map names column 'a' twice."_s);
    row("no speed", {u"--machine"_s, u"m"_s, u"--speed"_s, u"fast"_s},
        u"--speed takes 0 or max, which do not wait, or a number"_s);
    row("negative speed", {u"--machine"_s, u"m"_s, u"--speed=-1"_s},
        u"--speed takes 0 or max, which do not wait, or a number"_s);
    row("no timeout", {u"--machine"_s, u"m"_s, u"--timeout"_s, u"0"_s}, u"--timeout takes seconds"_s);
    row("history again and again", {u"--machine"_s, u"m"_s, u"--loop"_s, u"--keep-time"_s},
        u"--loop and --keep-time do not go together"_s);
}

void ReplayTest::shouldSayWhatIsWrongWithAnOption()
{
    QFETCH(QStringList, options);
    QFETCH(QString, sentence);
    const TestDatabase database;
    const Installation installation(database, "nothing");
    const QString file = installation.file(u"recording.csv"_s, tenRows());
    const Outcome outcome = installation.run(QStringList{u"replay"_s, file} + options);
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY2(outcome.err.contains(sentence), qPrintable(outcome.err));
}

} // namespace

std::unique_ptr<QObject> makeReplayTest()
{
    return std::make_unique<ReplayTest>();
}

#include "replaytest.moc"
