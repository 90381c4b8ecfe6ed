#include "spine/load.h"
#include "spine/tests.h"
#include "spine/world.h"

#include <stdexcept>
#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;

namespace {

const QString plantFile = QStringLiteral(RIG_PLANTS "/bottling.json");

/// A line as it is when nothing is wrong; the kegs of L22 to L25 are larger.
std::map<std::string, double> soundOf(const std::string &line, int round)
{
    const double rate = line >= "L22" && line <= "L25" ? 60 : 600;
    return {{"bottle_rate", rate + round % 7},
            {"fill_height", 92.5},
            {"cap_torque", 1.75},
            {"label_offset", 0.25},
            {"carbonation", 6.5},
            {"rinse_temp", 66.0 + round % 3},
            {"conveyor_current", 17.5}};
}

} // namespace

/// A plant that the program knows nothing of.
class BottlingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_BROKER(); }

    void init()
    {
        m_world = std::make_unique<World>();
        succeed({u"plant"_s, u"import"_s, plantFile});
        m_node = m_world->installation.startNode();
    }

    void cleanup()
    {
        if (m_node)
            QCOMPARE(m_node->stop(), 0);
        m_node.reset();
        m_world.reset();
    }

    void shouldKeepAndJudgeEveryLine()
    {
        for (int round = 0; round < 5; ++round)
            for (const std::string &line : lines())
                m_world->producer.send(reading(line, soundOf(line, round), now()));
        std::map<std::string, double> warm = soundOf("L12", 0);
        warm["rinse_temp"] = 84; // beyond hi 78, not beyond hi_hi, which lies half way to 100
        m_world->producer.send(reading("L12", warm, now()));
        std::map<std::string, double> keg = soundOf("L22", 0);
        keg["fill_height"] = 60; // no limits of that on the keg lines
        m_world->producer.send(reading("L22", keg, now()));
        keg["bottle_rate"] = 95; // beyond the keg lines' own limit, not the others'
        m_world->producer.send(reading("L23", keg, now()));
        RIG_VERIFY_STORED(*m_world);
        QVERIFY(awaitReader("judge", m_world->database, m_world->topic.name(), m_world->producer.messages(),
                            30s));
        QCOMPARE(raised(), u"L12 rinse_temp hi 84, L23 bottle_rate hi 95"_s);
        QCOMPARE(m_world->database.sql().number(
                     "select count(distinct (machine, sensor)) from public.rig_readings"),
                 25 * 7);
    }

    void shouldTakeChangesOfThePlantWhileReadingsFlow()
    {
        RecordingProducer &own = m_world->producer;
        const auto send = [&](const std::string &line, std::map<std::string, double> values) {
            own.send(reading(line, values, now()));
        };
        RecordingProducer others(m_world->topic.name());
        std::jthread load([&](const std::stop_token &stop) {
            for (int round = 0; !stop.stop_requested(); ++round) {
                for (const std::string &line : lines())
                    others.send(reading(line, soundOf(line, round), now()));
                std::this_thread::sleep_for(20ms);
            }
        });

        // A name that no sensor has is counted, with a sample, and becomes one by one command.
        Message early = reading("L01", {{"bottle_rate", 600}, {"glass_breakage", 3}}, now());
        early.expected.values.erase("glass_breakage");
        own.send(early);
        own.flush();
        QTRY_VERIFY_WITH_TIMEOUT(run({u"plant"_s, u"unknown"_s}).contains(u"glass_breakage"_s), 15'000);
        succeed({u"plant"_s, u"sensor"_s, u"glass_breakage"_s, u"--create"_s, u"--hi"_s, u"5"_s, u"--range"_s,
                 u"0:100"_s, u"--on"_s, u"L01,L02"_s});
        send("L01", {{"glass_breakage", 4}, {"bottle_rate", 601}});
        send("L02", {{"glass_breakage", 9}});
        QVERIFY(!run({u"plant"_s, u"unknown"_s}).contains(u"glass_breakage"_s));

        // A line is made, gets a limit of its own, and is retired.
        succeed({u"plant"_s, u"machine"_s, u"L26"_s, u"--create"_s, u"--like"_s, u"L01"_s});
        succeed({u"plant"_s, u"limits"_s, u"rinse_temp"_s, u"--machine"_s, u"L26"_s, u"--hi"_s, u"70"_s});
        send("L26", {{"rinse_temp", 72}, {"bottle_rate", 600}});
        send("L25", {{"rinse_temp", 72}, {"bottle_rate", 60}});
        own.flush();
        QTRY_COMPARE_WITH_TIMEOUT(raised(), u"L02 glass_breakage hi 9, L26 rinse_temp hi 72"_s, 30'000);
        succeed({u"plant"_s, u"machine"_s, u"L26"_s, u"--retire"_s});
        Message late = reading("L26", {{"rinse_temp", 73}}, now());
        late.expected.fate = Expected::Fate::rejected;
        late.expected.reason = "'L26'";
        own.send(late);

        // A sensor is retired on all lines: what it stored stays readable.
        succeed({u"plant"_s, u"sensor"_s, u"glass_breakage"_s, u"--retire"_s});
        Message without = reading("L01", {{"glass_breakage", 5}, {"bottle_rate", 602}}, now());
        without.expected.values.erase("glass_breakage");
        own.send(without);
        load.request_stop();
        load.join();
        others.flush();
        own.flush();

        std::deque<Acknowledged> all = own.messages();
        all.insert(all.end(), others.messages().begin(), others.messages().end());
        QVERIFY(awaitStored(m_world->database, m_world->topic.name(), all));
        QCOMPARE(differences(m_world->database.sql(), m_world->topic.name(), all).join(u'\n'), QString());
        QVERIFY(awaitReader("judge", m_world->database, m_world->topic.name(), all, 30s));
        QCOMPARE(raised(), u"L02 glass_breakage hi 9, L26 rinse_temp hi 72"_s);
        QCOMPARE(
            m_world->database.sql().text("select string_agg(machine || '=' || value, ' ' order by machine) "
                                         "from public.rig_readings where sensor = 'glass_breakage'"),
            std::string("L01=4 L02=9"));
    }

    /// Rollups, trends, the view of other tools and retention know the plant's own sensors and no others.
    void shouldKeepItsHistoryAndShowItToOthers()
    {
        RecordingProducer past(m_world->topic.name());
        for (const int days : {40, 20}) {
            std::map<std::string, double> values = soundOf("L03", 0);
            values["label_offset"] = days / 100.0;
            past.send(reading("L03", values, now() - std::chrono::days{days}));
        }
        past.flush();
        const auto count = [&](const char *table) {
            return m_world->database.sql().number(std::string("select count(*) from ") + table);
        };
        QTRY_COMPARE_WITH_TIMEOUT(count("rig.reading"), 2, 30'000);
        QCOMPARE(
            m_world->database.sql().text(
                "select string_agg(concat_ws(' ', machine_id, bottle_rate, custom_sensors, quality), ', ' "
                "order by \"timestamp\") from public.sensor_readings"),
            std::string("L03 600 {\"label_offset\": 0.4} good, L03 600 {\"label_offset\": 0.2} good"));
        QCOMPARE(columns(), std::string("bottle_rate cap_torque carbonation conveyor_current fill_height "
                                        "rinse_temp"));

        QTRY_COMPARE_WITH_TIMEOUT(count("rig.rollup_1min"), 2, 90'000);
        succeed({u"retention"_s, u"set"_s, u"--readings"_s, u"30"_s, u"--yes"_s});
        QTRY_COMPARE_WITH_TIMEOUT(count("rig.reading"), 1, 90'000);
        const QString trend = run({u"trend"_s, u"L03"_s, u"label_offset"_s, u"bottle_rate"_s, u"--last"_s,
                                   u"45d"_s, u"--columns"_s, u"100"_s});
        for (const QString &values :
             {u",0.4,0.4,0.4,good,"_s, u",0.2,0.2,0.2,good,"_s, u",600,600,600,good,"_s})
            QVERIFY2(trend.contains(values), qPrintable(trend));
        QVERIFY(run({u"retention"_s, u"show"_s}).contains(u"30 days"_s));
    }

private:
    /// Those of the view that are sensors, by name.
    std::string columns() const
    {
        return m_world->database.sql().text(
            "select string_agg(attname, ' ' order by attname) from pg_attribute where attrelid = "
            "'public.sensor_readings'::regclass and attname not in ('id', 'machine_id', 'timestamp', "
            "'created_at', 'quality', 'custom_sensors') and attnum > 0");
    }

    QString run(const QStringList &arguments) const
    {
        const Outcome outcome = m_world->installation.run(arguments);
        if (outcome.exitCode != 0)
            throw std::runtime_error(outcome.err.toStdString());
        return outcome.out;
    }

    /// The limits that were crossed so far.
    QString raised() const
    {
        return QString::fromStdString(m_world->database.sql().text(
            "select string_agg(machine || ' ' || sensor || ' ' || limit_name || ' ' || value, ', ' "
            "order by machine) from public.rig_limit_events where state = 'raised' and limit_name <> "
            "'stale'"));
    }

    void succeed(const QStringList &arguments) const { run(arguments); }

    static std::vector<std::string> lines()
    {
        std::vector<std::string> ids;
        for (int n = 1; n <= 25; ++n)
            ids.push_back((n < 10 ? "L0" : "L") + std::to_string(n));
        return ids;
    }

    std::unique_ptr<World> m_world;
    std::unique_ptr<Node> m_node;
};

std::unique_ptr<QObject> makeBottlingTest()
{
    return std::make_unique<BottlingTest>();
}

#include "bottlingtest.moc"
