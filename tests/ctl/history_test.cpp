#include "ctl/tests.h"
#include "support/installation.h"
#include "support/testdatabase.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;

namespace {

/// A database with the demo's plant, and readings of machine A: at noon of a day in May 2026 and a minute
/// later.
struct Demo
{
    Demo() : installation(database, "none")
    {
        run(u"plant import demo"_s);
        database.sql().run(
            "insert into rig.stream (cluster, topic) values ('c', 'sensor-data'); "
            "select rig.ensure_partition('2026-05-12'); "
            "insert into rig.reading (at, kafka_offset, received_at, stream, kafka_partition, machine, "
            "layout_version, quality, origin, sensor_values) "
            "select timestamptz '2026-05-12 12:00Z' + n * interval '1 minute', n, now(), 1, 0, m.number, "
            "m.layout_version, 0, 0, array_fill(70.5 + n, array[50]) "
            "from rig.machine m cross join generate_series(0, 1) n where id = 'A'; "
            "insert into rig.rollup_mark (machine, minute) select machine, at from rig.reading");
    }

    Outcome run(const QString &words) const
    {
        return installation.run(words.split(u' ', Qt::SkipEmptyParts));
    }

    TestDatabase database;
    Installation installation;
};

QJsonObject jsonOf(const Outcome &outcome)
{
    return QJsonDocument::fromJson(outcome.out.toUtf8()).object();
}

} // namespace

/// `rigctl trend` and `rigctl retention`.
class HistoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_DATABASE(); }

    void shouldPrintATrend()
    {
        Demo demo;
        const QString range = u" --from 2026-05-12T12:00:00Z --to 2026-05-12T12:10:00Z --columns 10"_s;
        const Outcome csv = demo.run(u"trend A temperature pressure"_s + range);
        QVERIFY2(csv.exitCode == 0, qPrintable(csv.err));
        QCOMPARE(csv.out, u"sensor,at,low,high,last,quality,gap_before\n"
                          "temperature,2026-05-12T12:00:00.000000Z,70.5,70.5,70.5,good,0\n"
                          "temperature,2026-05-12T12:01:00.000000Z,71.5,71.5,71.5,good,1\n"
                          "pressure,2026-05-12T12:00:00.000000Z,70.5,70.5,70.5,good,0\n"
                          "pressure,2026-05-12T12:01:00.000000Z,71.5,71.5,71.5,good,1\n"_s);
        const QJsonObject json = jsonOf(demo.run(u"trend A temperature --json"_s + range));
        QCOMPARE(json[u"grain"].toString(), u"rollup_1min"_s);
        QCOMPARE(json[u"lines"][0][u"points"][1][u"high"].toDouble(), 71.5);
        const QJsonObject finer = jsonOf(
            demo.run(u"trend A temperature --json --from 2026-05-12T12:00:00Z --to 2026-05-12T12:10:00Z "
                     "--columns 25"_s));
        QCOMPARE(finer[u"grain"].toString(), u"rollup_30s"_s);
    }

    void shouldSayWhatIsWrongWithAQuestion_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("machine") << u"Z rpm"_s << 1 << u"no machine 'Z'"_s;
        QTest::newRow("sensor") << u"A nothing"_s << 1 << u"never had a sensor 'nothing'"_s;
        QTest::newRow("span") << u"A rpm --last 7y"_s << 2 << u"--last is a span such as"_s;
        QTest::newRow("time") << u"A rpm --from yesterday"_s << 2 << u"--from is a time such as"_s;
        QTest::newRow("columns") << u"A rpm --columns 9000"_s << 2 << u"from 1 to 8192, not '9000'"_s;
        QTest::newRow("no columns") << u"A rpm --columns 0"_s << 2 << u"from 1 to 8192, not '0'"_s;
        QTest::newRow("columns twice")
            << u"A rpm --columns 5 --columns 6"_s << 2 << u"--columns is given twice"_s;
        QTest::newRow("long span") << u"A rpm --last 213503983d"_s << 2 << u"--last is a span such as"_s;
        QTest::newRow("two beginnings")
            << u"A rpm --last 1h --from 2026-05-12T12:00:00Z"_s << 2 << u"give one of them"_s;
        QTest::newRow("order") << u"A rpm --from 2026-05-12T12:00:00Z --to 2026-05-11T12:00:00Z"_s << 2
                               << u"must end after it begins"_s;
    }

    void shouldSayWhatIsWrongWithAQuestion()
    {
        QFETCH(QString, words);
        QFETCH(int, code);
        QFETCH(QString, sentence);
        Demo demo;
        const Outcome outcome = demo.run(u"trend "_s + words);
        QCOMPARE(outcome.exitCode, code);
        QVERIFY2(outcome.err.contains(sentence), qPrintable(outcome.err));
        QVERIFY(outcome.out.isEmpty());
    }

    /// Of an hour at a reading a second the machine stands still for ten minutes.
    void shouldLearnFromWhatIsStored()
    {
        Demo demo;
        demo.database.sql().run(
            "insert into rig.reading (at, kafka_offset, received_at, stream, kafka_partition, machine, "
            "layout_version, quality, origin, sensor_values) "
            "select timestamptz '2026-05-12 13:00Z' + n * interval '1 second', 100 + n, now(), 1, 0, "
            "m.number, "
            "m.layout_version, 0, (n < 700)::int, (select array_agg(case when n < 600 then 0 else 3000 + 100 "
            "* "
            "sin(n * .1 * k) + k + 5 * random() end order by k) from generate_series(1, 50) k) "
            "from rig.machine m cross join generate_series(0, 3599) n where id = 'A'");
        QTemporaryDir folder;
        const QString train = u"train --from-database --only subspace --model "_s + folder.filePath(u"a"_s);
        const Outcome learnt = demo.run(train + u" --machine A --since 2026-05-12T12:30:00Z"_s);
        QVERIFY2(learnt.exitCode == 0, qPrintable(learnt.err));
        // Three seconds more until it counts as running.
        QVERIFY2(learnt.out.contains(u"Learnt from 2997 readings of 50 sensors"_s), qPrintable(learnt.out));
        QVERIFY2(learnt.err.contains(u"603 readings are left out"_s), qPrintable(learnt.err));
        QVERIFY2(learnt.err.contains(u"97 of the readings are simulated"_s), qPrintable(learnt.err));
        // Of the last ten minutes, entered afterwards and long over; and one sensor most of the time before.
        const QString start = u"maintenance start A --reason x --from "_s;
        RIG_VERIFY_DONE(demo.run(start + u"2026-05-12T13:50:00Z --to 2026-05-12T14:00:00Z"_s));
        RIG_VERIFY_DONE(
            demo.run(start + u"2026-05-12T13:10:30Z --to 2026-05-12T13:50:00Z --sensor vibration"_s));
        const Outcome less = demo.run(train + u"c --machine A --since 2026-05-12T12:30:00Z"_s);
        QVERIFY2(less.exitCode == 0, qPrintable(less.err));
        // Of that sensor fewer than one in ten is left.
        QVERIFY2(less.out.contains(u"Learnt from 2397 readings of 49 sensors"_s), qPrintable(less.out));
        QVERIFY2(less.err.contains(u"600 readings are left out, because the machine was in maintenance"_s) &&
                     less.err.contains(u"603 readings are left out"_s) &&
                     less.err.contains(u"'vibration' is left out"_s),
                 qPrintable(less.err));
        // Without a folder it is the one where a node looks for it.
        const Outcome own =
            demo.run(u"train --from-database --only forest --machine A --since 2026-05-12T12:30:00Z"_s);
        QVERIFY2(own.exitCode == 0 && own.out.contains(u"/data/models/A/model.rig"_s), qPrintable(own.out));
        const auto refused = [&](const QString &words, int code, const QString &sentence) {
            const Outcome outcome = demo.run(train + u'b' + words);
            return outcome.exitCode == code && outcome.err.contains(sentence);
        };
        QVERIFY(refused(u" --machine A"_s, 2, u"needs --machine ID and --since"_s));
        QVERIFY(refused(u" --machine A --since soon"_s, 2, u"--since is a span such as 2d"_s));
        QVERIFY(refused(u" --machine Z --since 2d"_s, 1, u"no machine 'Z'"_s));
        QVERIFY(refused(u" --machine A --since 2026-05-13T00:00:00Z"_s, 1, u"No reading of machine 'A'"_s));
        QVERIFY(refused(u" --machine A --since 2d --data x.csv"_s, 2, u"give one of them"_s));
    }

    void shouldSetHowLongTheHistoryIsKept()
    {
        Demo demo;
        const QJsonObject before = jsonOf(demo.run(u"retention show --json"_s));
        QVERIFY(before[u"history"][0][u"keep_days"].isNull());
        QCOMPARE(before[u"history"][0][u"from"].toString(), u"2026-05-12"_s);

        const Outcome silent = demo.run(u"retention set --readings 30"_s);
        QCOMPARE(silent.exitCode, 2);
        QVERIFY2(silent.err.contains(u"gone for good: readings of 2026-05-12 (days: 1, on disk: "_s) &&
                     silent.err.contains(u"--yes"_s),
                 qPrintable(silent.err));
        QCOMPARE(demo.database.sql().number("select count(*) from rig.audit_record where resource_id = "
                                            "'retention'"),
                 0);

        const Outcome set = demo.run(u"retention set --readings 30 --rollups-10s 400 --yes"_s);
        QVERIFY2(set.exitCode == 0, qPrintable(set.err));
        QCOMPARE(set.out, u"Kept from now on: readings 30 days, rollups of 10 s and 30 s 400 days, "
                          "rollups of a minute for ever.\n"_s);
        QCOMPARE(demo.database.sql().text("select previous_state::text || new_state from rig.audit_record "
                                          "where resource_id = 'retention' and outcome = 'done'"),
                 std::string("{\"readings_days\": null, \"rollup_10s_days\": null, \"rollup_30s_days\": "
                             "null, \"rollup_1min_days\": null}{\"readings_days\": 30, "
                             "\"rollup_10s_days\": 400, \"rollup_30s_days\": 400, "
                             "\"rollup_1min_days\": null}"));
        const QString shown = demo.run(u"retention show"_s).out;
        for (const QString &line : {u"^readings +30 days "_s, u"^rollups of 10 s +400 days "_s,
                                    u"^rollups of 30 s +400 days "_s, u"^rollups of a minute +for ever "_s})
            QVERIFY2(QRegularExpression(line, QRegularExpression::MultilineOption).match(shown).hasMatch(),
                     qPrintable(shown));
        QVERIFY2(!shown.contains(u"still being made"_s), qPrintable(shown));
        demo.database.sql().run("insert into rig.rollup_30s_missing (past) values ('2026-05-12 13:10Z')");
        QVERIFY(demo.run(u"retention show"_s)
                    .out.contains(u"Rollups of 30 s are still being made of those of 10 s, the newest first: "
                                  "of what lies before 2026-05-12T13:10:00Z."_s));
        QCOMPARE(jsonOf(demo.run(u"retention show --json"_s))[u"rollup_30s_missing_to"].toString(),
                 u"2026-05-12T13:10:00Z"_s);
        // What is not named stays.
        RIG_VERIFY_DONE(demo.run(u"retention set --readings forever --rollups-10s forever"_s));
        QCOMPARE(demo.database.sql().number("select count(keep_days) from rig.retention"), 0);
    }

    void shouldNameWhatLiesInNoTableOfItsDay()
    {
        Demo demo;
        demo.database.sql().run(
            "with moved as (select (r).* from (select r from rig.reading r where machine = 1 limit 1) x) "
            "insert into rig.reading select at - n * interval '1 day', kafka_offset + 10 + n, received_at, "
            "stream, kafka_partition, machine, layout_version, quality, origin, sensor_values "
            "from moved cross join generate_series(1, 3) n");
        const Outcome silent = demo.run(u"retention set --readings 30"_s);
        QCOMPARE(silent.exitCode, 2);
        QVERIFY2(silent.err.contains(u"gone for good: readings of 2026-05-09 to 2026-05-11 that lie in no "
                                     "table of their day (rows: 3)."_s),
                 qPrintable(silent.err));
        QVERIFY(demo.run(u"retention show"_s)
                    .out.contains(
                        u"In no table of their day: readings of 2026-05-09 to 2026-05-11 (rows: 3)."_s));
        const auto beside = jsonOf(demo.run(u"retention show --json"_s))[u"history"][0][u"beside"];
        QCOMPARE(beside[u"rows"].toInt(), 3);
        QCOMPARE(beside[u"to"].toString(), u"2026-05-11"_s);
        demo.database.sql().run("delete from rig.reading where at < '2026-05-11'");
        QVERIFY(demo.run(u"retention show"_s)
                    .out.contains(u"In no table of their day: readings of 2026-05-11 (rows: 1)."_s));
    }

    void shouldAskOnlyAboutWhatIsNotLostAlready()
    {
        Demo demo;
        RIG_VERIFY_DONE(demo.run(u"retention set --readings 30 --rollups-10s 400 --yes"_s));
        // The day of the readings is not dropped yet: it goes, whatever becomes of the rollups.
        RIG_VERIFY_DONE(demo.run(u"retention set --rollups-10s forever"_s));
        RIG_VERIFY_DONE(demo.run(u"retention set --readings 60"_s));
        RIG_VERIFY_DONE(demo.run(u"retention set --readings forever"_s));
        QCOMPARE(demo.run(u"retention set --readings 60"_s).exitCode, 2);
    }

    void shouldRefuseWhatCannotBeKeptSo()
    {
        Demo demo;
        const Outcome order = demo.run(u"retention set --rollups-1min 20 --yes"_s);
        QCOMPARE(order.exitCode, 2);
        QVERIFY2(order.err.contains(u"at least as long as what is finer"_s), qPrintable(order.err));
        QCOMPARE(demo.run(u"retention set --readings 0 --yes"_s).exitCode, 2);
        QCOMPARE(demo.run(u"retention set --readings 36501 --yes"_s).exitCode, 2);
        QCOMPARE(demo.run(u"retention set --readings soon"_s).exitCode, 2);
        QCOMPARE(demo.run(u"retention set"_s).exitCode, 2);
        QCOMPARE(demo.database.sql().number("select count(keep_days) from rig.retention"), 0);
    }
};

std::unique_ptr<QObject> makeHistoryTest()
{
    return std::make_unique<HistoryTest>();
}

#include "history_test.moc"
