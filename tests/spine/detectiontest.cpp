#include "spine/tests.h"
#include "spine/world.h"
#include "support/waiting.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;

/// A node judges by models what it reads, and what it finds is in the database.
class DetectionTest : public QObject
{
    Q_OBJECT

private:
    /// A recording of machine A of this length; its path.
    QString recording(const World &world, const QString &seed, const QString &duration,
                      const QStringList &more = {}) const
    {
        const QString path = m_folder.filePath(seed + u".csv"_s);
        const Outcome made = world.installation.run(
            QStringList{u"simulate"_s, u"--machine"_s, u"A"_s, u"--character"_s, u"1"_s, u"--seed"_s, seed,
                        u"--rate"_s, u"1"_s, u"--duration"_s, duration, u"--csv"_s, path} +
            more);
        if (made.exitCode != 0)
            qFatal("%s", qPrintable(made.err));
        return path;
    }

    /// Teaches machine A's model in the data directory of this name, which the world's programs then use.
    Outcome teach(World &world, const QString &name, const QString &seed, const QString &duration,
                  const QStringList &more = {}) const
    {
        const QString folder = m_folder.filePath(name);
        world.installation.set(u"RIG_DATA_DIR"_s, folder);
        return world.installation.run(QStringList{u"train"_s, u"--data"_s, recording(world, seed, duration),
                                                  u"--model"_s, folder + u"/models/A"_s} +
                                      more);
    }

    QTemporaryDir m_folder;

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_BROKER(); }

    void shouldFindAFaultWhileItGrowsAndTellWhen()
    {
        World world;
        world.importDemo();
        RIG_VERIFY_DONE(teach(world, u"data"_s, u"1"_s, u"14400"_s));
        const auto node = world.installation.startNode();
        // Of a winding fault that grows within five minutes; after it the sensors that it moves are high.
        const QString faulty =
            recording(world, u"2"_s, u"1500"_s, {u"--fault"_s, u"winding_fault:600:1:300"_s});
        RIG_VERIFY_DONE(world.installation.run(
            {u"replay"_s, faulty, u"--machine"_s, u"A"_s, u"--speed"_s, u"100"_s, u"--wait"_s}));
        Sql &sql = world.database.sql();
        QVERIFY2(
            waitUntil(
                [&] { return sql.number("select count(*) from rig_findings where kind = 'unusual'") > 0; },
                30s),
            qPrintable(node->said()));
        const auto rows =
            sql.run("select machine, score, p_value, isolation_forest, lstm_autoencoder, subspace, "
                    "state, degraded, model_version, shares, ended is null, peaked >= started from "
                    "rig_findings where kind = 'unusual' order by started desc limit 1");
        const auto &row = rows.at(0);
        QCOMPARE(*row[0], "A");
        // std::stod would want the locale's comma.
        const auto number = [&row](std::size_t column) {
            return QByteArray::fromStdString(*row[column]).toDouble();
        };
        QVERIFY(number(1) > .5 && number(1) <= 1);
        QVERIFY(number(2) < .01);
        for (const std::size_t part : {3, 4, 5})
            QVERIFY(row[part] && number(part) > 0);
        QCOMPARE(*row[6], "running");
        QCOMPARE(*row[7], "");
        QCOMPARE(row[8]->size(), 12);
        QCOMPARE(*row[10], "t"); // it stands
        QCOMPARE(*row[11], "t");
        const QJsonArray shares = QJsonDocument::fromJson(QByteArray::fromStdString(*row[9])).array();
        const QStringList moved{u"ground_fault"_s,        u"resistance"_s,   u"inductance"_s,
                                u"harmonic_distortion"_s, u"current"_s,      u"motor_current"_s,
                                u"core_temp"_s,           u"power_factor"_s, u"surface_temp"_s};
        QVERIFY2(moved.contains(shares.at(0)[u"sensor"_s].toString()), row[9]->c_str());
        // What it was found by, and how unusual the machine is.
        const auto evidence = sql.run(
            "select jsonb_array_length(evidence -> 'sensors'), jsonb_array_length(evidence #> "
            "'{sensors,0,course}') > 3 from rig.finding where kind = 0 order by started desc limit 1");
        QCOMPARE(*evidence.at(0)[0], "3");
        QCOMPARE(*evidence.at(0)[1], "t");
        QVERIFY(waitUntil(
            [&] { return sql.number("select count(*) from rig.machine_score where score > .5") == 1; }, 10s));
        // What stood when the node died goes on with the next one, as one finding.
        node->kill();
        const auto standing = [&] {
            return sql.text(
                "select string_agg(started::text, ' ') from rig.finding where kind = 0 and ended is null");
        };
        const std::string first = standing();
        const std::string before =
            sql.text("select (at + interval '4 seconds')::text from rig.machine_score");
        const auto next = world.installation.startNode();
        const QString later = recording(world, u"3"_s, u"600"_s, {u"--fault"_s, u"winding_fault:1:1:1"_s});
        RIG_VERIFY_DONE(world.installation.run(
            {u"replay"_s, later, u"--machine"_s, u"A"_s, u"--speed"_s, u"100"_s, u"--wait"_s}));
        const std::string judged =
            "select count(*) from rig.machine_score where score > .5 and at > '" + before + "'";
        QVERIFY2(waitUntil([&] { return sql.number(judged.c_str()) == 1; }, 30s), qPrintable(next->said()));
        QCOMPARE(standing(), first);
        // Nothing stands once the machine has been healthy for a while, whoever found it.
        next->kill();
        const auto last = world.installation.startNode();
        RIG_VERIFY_DONE(
            world.installation.run({u"replay"_s, recording(world, u"4"_s, u"900"_s), u"--machine"_s, u"A"_s,
                                    u"--speed"_s, u"100"_s, u"--wait"_s}));
        QVERIFY2(waitUntil(
                     [&] {
                         return sql.number("select count(*) from rig_findings where ended is null") == 0 &&
                                sql.number("select count(*) from rig.machine_score where score < .5") == 1;
                     },
                     30s),
                 qPrintable(last->said()));
        QCOMPARE(last->stop(), 0);
    }

    /// Models take a moment to be read, and what waits in the broker is judged by them all the same.
    void shouldJudgeByModelsWhatCameBeforeItStarted()
    {
        World world;
        world.importDemo();
        RIG_VERIFY_DONE(teach(world, u"late"_s, u"5"_s, u"7200"_s, {u"--only"_s, u"subspace"_s}));
        const QString faulty =
            recording(world, u"6"_s, u"900"_s, {u"--fault"_s, u"winding_fault:300:1:100"_s});
        RIG_VERIFY_DONE(
            world.installation.run({u"replay"_s, faulty, u"--machine"_s, u"A"_s, u"--speed"_s, u"60"_s}));
        const auto node = world.installation.startNode();
        QVERIFY2(waitUntil(
                     [&] {
                         return world.database.sql().number(
                                    "select count(*) from rig_findings where kind = 'unusual'") > 0;
                     },
                     30s),
                 qPrintable(node->said()));
        QCOMPARE(node->stop(), 0);
        QVERIFY2(node->said().contains(u"900 readings were judged by models, 0 skipped"_s),
                 qPrintable(node->said()));
    }

    /// What had been read and was not judged by models when the node died is judged by the next one.
    void shouldJudgeWhatWaitedForModelsWhenItDied()
    {
        World world;
        world.importDemo();
        RIG_VERIFY_DONE(teach(world, u"dying"_s, u"9"_s, u"7200"_s));
        Sql &sql = world.database.sql();
        auto node = world.installation.startNode();
        const auto replay = [&](const QString &file) {
            return world.installation.run(
                {u"replay"_s, file, u"--machine"_s, u"A"_s, u"--speed"_s, u"1000"_s, u"--wait"_s});
        };
        RIG_VERIFY_DONE(replay(recording(world, u"10"_s, u"400"_s)));
        QVERIFY(waitUntil([&] { return sql.number("select count(*) from rig.machine_score") == 1; }, 30s));
        QCOMPARE(node->stop(), 0);
        const QString faulty =
            recording(world, u"11"_s, u"7000"_s, {u"--fault"_s, u"winding_fault:5000:1:100"_s});
        RIG_VERIFY_DONE(
            world.installation.run({u"replay"_s, faulty, u"--machine"_s, u"A"_s, u"--speed"_s, u"1000"_s}));
        node = world.installation.startNode();
        QVERIFY2(waitUntil(
                     [&] {
                         return sql.number("select sum(next_offset) from rig.reader_position where "
                                           "reader = 'judge'") == 7'400;
                     },
                     30s),
                 qPrintable(node->said()));
        node->kill();
        if (sql.number("select count(*) from rig.finding where kind = 0") > 0)
            QSKIP("Models kept up with limits here, so that nothing waited for them.");
        node = world.installation.startNode();
        QVERIFY2(
            waitUntil([&] { return sql.number("select count(*) from rig.finding where kind = 0") > 0; }, 60s),
            qPrintable(node->said()));
        QCOMPARE(node->stop(), 0);
    }

    /// A node without a model judges a machine by limits alone; whoever has one judges all of that later,
    /// also where some of it was left before.
    void shouldJudgeWhatANodeWithoutModelsJudgedMeanwhile()
    {
        World world;
        world.importDemo();
        const QString with = m_folder.filePath(u"with"_s);
        const QString without = m_folder.filePath(u"without"_s);
        RIG_VERIFY_DONE(teach(world, u"with"_s, u"12"_s, u"7200"_s));
        Sql &sql = world.database.sql();
        const auto judgeBy = [&](const QString &folder, const QString &file, int upTo) {
            world.installation.set(u"RIG_DATA_DIR"_s, folder);
            const auto node = world.installation.startNode();
            const Outcome sent = world.installation.run(
                {u"replay"_s, file, u"--machine"_s, u"A"_s, u"--speed"_s, u"100"_s, u"--wait"_s});
            QVERIFY2(sent.exitCode == 0, qPrintable(sent.err));
            QVERIFY2(waitUntil(
                         [&] {
                             return sql.number("select sum(next_offset) from rig.reader_position where "
                                               "reader = 'judge'") == upTo;
                         },
                         30s),
                     qPrintable(node->said()));
            QCOMPARE(node->stop(), 0);
        };
        judgeBy(with, recording(world, u"13"_s, u"600"_s), 600);
        // To the millisecond, as far as the record's time goes, which comes first where a clock is ahead.
        QCOMPARE(sql.number("select count(*) from rig.machine_score where source_at > (select max(at) from "
                            "rig.reading) - interval '2 ms'"),
                 1);
        judgeBy(without, recording(world, u"14"_s, u"1500"_s, {u"--fault"_s, u"winding_fault:500:1:100"_s}),
                2'100);
        QCOMPARE(sql.number("select count(*) from rig.finding where kind = 0"), 0);
        sql.run("insert into rig.skipped_span select machine, source_at + interval '1 us', source_at + "
                "interval '2 s' from rig.machine_score");
        world.installation.set(u"RIG_DATA_DIR"_s, with);
        const auto isCaughtUp = [&] {
            return waitUntil(
                [&] {
                    return sql.number("select count(*) from rig.skipped_span") == 0 &&
                           sql.number("select count(*) from rig.finding where kind = 0") == 1;
                },
                60s);
        };
        auto node = world.installation.startNode();
        QVERIFY2(isCaughtUp(), qPrintable(node->said()));
        QCOMPARE(node->stop(), 0);
        // Where what was judged ends after a fault began, and before it was told, it is told all the same.
        sql.run("insert into rig.skipped_span select machine, started + interval '1 ms', ended from "
                "rig.finding where kind = 0");
        sql.run("delete from rig.finding");
        sql.run("update rig.machine_score set source_at = (select max(at) from rig.reading)");
        node = world.installation.startNode();
        QVERIFY2(isCaughtUp(), qPrintable(node->said()));
        QCOMPARE(node->stop(), 0);
    }

    /// Offsets begin anew then, and what is read of them was not judged before.
    void shouldJudgeATopicThatWasMadeAnew_data()
    {
        QTest::addColumn<bool>("again");
        QTest::newRow("where we judged from the beginning") << false;
        QTest::newRow("where we went on") << true;
    }

    void shouldJudgeATopicThatWasMadeAnew()
    {
        QFETCH(const bool, again);
        World world(1);
        world.importDemo();
        RIG_VERIFY_DONE(teach(world, u"anew"_s, u"15"_s, u"7200"_s, {u"--only"_s, u"subspace"_s}));
        Sql &sql = world.database.sql();
        auto node = world.installation.startNode();
        const auto replay = [&](const QString &file) {
            return world.installation.run(
                {u"replay"_s, file, u"--machine"_s, u"A"_s, u"--speed"_s, u"100"_s});
        };
        const auto judged = [&](int upTo) {
            return waitUntil(
                [&] {
                    return sql.number("select coalesce(max(next_offset), 0) from rig.reader_position where "
                                      "reader = 'judge'") == upTo;
                },
                40s);
        };
        RIG_VERIFY_DONE(replay(recording(world, u"16"_s, u"900"_s)));
        QVERIFY2(judged(900), qPrintable(node->said()));
        if (again) {
            QCOMPARE(node->stop(), 0);
            node = world.installation.startNode();
            RIG_VERIFY_DONE(replay(recording(world, u"18"_s, u"10"_s)));
            QVERIFY2(judged(910), qPrintable(node->said()));
        }
        world.topic.makeAnew(1);
        RIG_VERIFY_DONE(
            replay(recording(world, u"17"_s, u"700"_s, {u"--fault"_s, u"winding_fault:300:1:50"_s})));
        QVERIFY2(
            waitUntil([&] { return node->said().count(u"was made anew, or its log was cut"_s) == 2; }, 40s),
            qPrintable(node->said()));
        RIG_VERIFY_DONE(world.installation.run(
            {u"offsets"_s, u"accept-gap"_s, QString::fromStdString(world.topic.name()), u"0"_s, u"--yes"_s}));
        QVERIFY2(judged(700), qPrintable(node->said()));
        QVERIFY2(
            waitUntil([&] { return sql.number("select count(*) from rig.finding where kind = 0") > 0; }, 30s),
            qPrintable(node->said()));
        QCOMPARE(node->stop(), 0);
    }

    /// What comes faster than models can judge it is judged once it is stored, whoever skipped it.
    void shouldJudgeLaterWhatItCouldNotKeepUpWith()
    {
        World world;
        world.importDemo();
        RIG_VERIFY_DONE(teach(world, u"skipping"_s, u"7"_s, u"7200"_s));
        // Of which it takes the first ones; the fault is over long before the end.
        const QString recorded =
            recording(world, u"8"_s, u"17500"_s, {u"--fault"_s, u"winding_fault:16000:1:100"_s});
        QFile all(recorded);
        QVERIFY(all.open(QFile::ReadOnly));
        const QList<QByteArray> lines = all.readAll().split('\n');
        QFile most(m_folder.filePath(u"most.csv"_s));
        QVERIFY(most.open(QFile::WriteOnly));
        most.write((lines.mid(0, 17'501) + lines.mid(1, 6'500)).join('\n') + '\n');
        most.close();
        RIG_VERIFY_DONE(world.installation.run(
            {u"replay"_s, most.fileName(), u"--machine"_s, u"A"_s, u"--speed"_s, u"1000"_s}));
        Sql &sql = world.database.sql();
        auto node = world.installation.startNode();
        QVERIFY2(waitUntil([&] { return sql.number("select count(*) from rig.skipped_span") > 0; }, 60s),
                 qPrintable(node->said()));
        // It is not forgotten where the node dies before.
        node->kill();
        node = world.installation.startNode();
        QVERIFY2(waitUntil([&] { return sql.number("select count(*) from rig.skipped_span") == 0; }, 120s),
                 qPrintable(node->said()));
        // A second one where it could keep up for a part of the fault, but none twice.
        QVERIFY(sql.number("select count(*) from rig.finding where kind = 0 and ended is not null") > 0);
        QCOMPARE(
            sql.number("select count(*) from rig.finding a join rig.finding b using (machine, kind, sensor) "
                       "where a.started < b.started and b.started <= a.ended"),
            0);
        QCOMPARE(node->stop(), 0);
    }
};

std::unique_ptr<QObject> makeDetectionTest()
{
    return std::make_unique<DetectionTest>();
}

#include "detectiontest.moc"
