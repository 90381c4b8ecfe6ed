#include "ctl/tests.h"
#include "support/installation.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;

namespace {

/// A database with a plant of one machine with three sensors, and 400 of its readings, a second apart, the
/// newest just now. The last sensor has no value.
struct Stored
{
    Stored() : installation(database, "none")
    {
        const QString plant = installation.file(u"plant.json"_s, R"({"format":"rig-alpha plant","version":1,
            "sensors":[{"name":"speed"},{"name":"heat"},{"name":"gone"}],
            "machines":[{"id":"A","sensors":["speed","heat","gone"]}]})");
        ready = installation.run({u"plant"_s, u"import"_s, plant});
        database.sql().run(
            "insert into rig.stream (cluster, topic) values ('c', 'sensor-data'); "
            "select rig.ensure_partition(d::date) from unnest(array[now(), now() - interval '1 hour']) d; "
            "select setseed(.5); "
            "insert into rig.reading (at, kafka_offset, received_at, stream, kafka_partition, machine, "
            "layout_version, quality, origin, sensor_values) "
            "select now() - n * interval '1 second', 400 - n, now(), 1, 0, m.number, m.layout_version, 0, 0, "
            "array[100 + random(), 60 + random(), null] "
            "from rig.machine m cross join generate_series(1, 400) n where id = 'A'");
    }

    Outcome run(const QString &words) const
    {
        return installation.run(words.split(u' ', Qt::SkipEmptyParts));
    }
    Outcome train(const QString &more = {}) const
    {
        return run(u"train --from-database --machine A --since 1h --only forest "_s + more);
    }
    QJsonObject shown() const
    {
        return QJsonDocument::fromJson(run(u"models show A --json"_s).out.toUtf8()).object();
    }
    QString version() const { return shown()[u"present"_s][u"version"_s].toString(); }

    mutable TestDatabase database;
    Installation installation;
    Outcome ready;
};

} // namespace

/// `rigctl models`, and the training of what it lists.
class ModelsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_DATABASE(); }

    /// What people say was no healthy machine is not learnt; how often a healthy one may have a finding is
    /// theirs to say, by the day, however many readings there are.
    void shouldLearnByWhatPeopleHaveMarked()
    {
        const Stored stored;
        RIG_VERIFY_DONE(stored.ready);
        Sql &sql = stored.database.sql();
        // The newest hundred readings are of a fault, of which fifty were found.
        sql.run(
            "update rig.reading set sensor_values = array[180, 60, null] where at > now() - interval '100 "
            "s'; "
            "insert into rig.finding (machine, kind, sensor, started, peaked, ended, score, p_value, shares, "
            "state, degraded, model_version, evidence) select number, 0, '', now() - b * interval '1 s', "
            "now() - "
            "b * interval '1 s', now() - e * interval '1 s', .7, .001, '[]', 1, '', 'a', '{}' from "
            "rig.machine, "
            "(values (99, 0), (250, 240), (300, 290)) as v (b, e) where id = 'A' order by b");
        RIG_VERIFY_DONE(stored.train());
        QCOMPARE(stored.shown()[u"present"_s][u"readings"_s], 400);
        QVERIFY(stored.shown()[u"present"_s][u"marks"_s].isNull());
        RIG_VERIFY_DONE(stored.run(u"findings mark 1 true"_s));
        RIG_VERIFY_DONE(stored.run(u"findings mark 2 false"_s));
        RIG_VERIFY_DONE(stored.run(u"findings mark 3 known-work"_s));
        const Outcome again = stored.train(u"--force --findings-per-day 5"_s);
        RIG_VERIFY_DONE(again);
        QVERIFY2(again.err.contains(u"findings that are marked true or known work"), qPrintable(again.err));
        QVERIFY2(again.err.contains(u"less than a day"), qPrintable(again.err));
        const QJsonObject model = stored.shown()[u"present"_s].toObject();
        const int learnt = model[u"readings"_s].toInt();
        QVERIFY2(learnt > 270 && learnt < 300, qPrintable(QString::number(learnt)));
        QCOMPARE(model[u"marks"_s].toObject(),
                 (QJsonObject{{u"true"_s, 1}, {u"true_found"_s, 1}, {u"false"_s, 1}, {u"false_found"_s, 0}}));
        // The one before had taken the fault for healthy.
        QCOMPARE(model[u"marks_before"_s].toObject(),
                 (QJsonObject{{u"true"_s, 1}, {u"true_found"_s, 0}, {u"false"_s, 1}, {u"false_found"_s, 0}}));
        QVERIFY(model[u"findings_per_day"_s].toDouble() <= 5.01);
        QVERIFY(stored.run(u"models show A"_s).out.contains(u"1 of 1 marked true, 0 of 1 marked false"_s));
        QCOMPARE(stored.train(u"--force --findings-per-day 0"_s).exitCode, 2);
    }

    void shouldTellOfTheModelThatWasTrained()
    {
        const Stored stored;
        RIG_VERIFY_DONE(stored.ready);
        RIG_VERIFY_DONE(stored.train());
        const QJsonObject shown = stored.shown();
        const QJsonObject model = shown[u"present"_s].toObject();
        QCOMPARE(model[u"readings"_s], 400);
        QCOMPARE(model[u"sensors"_s], (QJsonArray{u"speed"_s, u"heat"_s}));
        QCOMPARE(model[u"left_out"_s], QJsonArray{u"gone"_s});
        QCOMPARE(model[u"detectors"_s], QJsonArray{u"forest"_s});
        QCOMPARE(shown[u"previous"_s], QJsonValue());
        const auto timeOf = [&](const QString &name) {
            return QDateTime::fromString(model[name].toString(), Qt::ISODateWithMs);
        };
        QCOMPARE(timeOf(u"first"_s).secsTo(timeOf(u"last"_s)), 399);
        QVERIFY(std::abs(timeOf(u"trained"_s).secsTo(QDateTime::currentDateTimeUtc())) < 60);
        const Outcome listed = stored.run(u"models list"_s);
        RIG_VERIFY_DONE(listed);
        QVERIFY2(listed.out.contains(model[u"version"_s].toString()), qPrintable(listed.out));
        const Outcome words = stored.run(u"models show A"_s);
        QVERIFY2(words.out.contains(u"gone"_s) && words.out.contains(u"a day"_s), qPrintable(words.out));
    }

    void shouldRollBackAndRecordIt()
    {
        const Stored stored;
        RIG_VERIFY_DONE(stored.train());
        const QString first = stored.version();
        RIG_VERIFY_DONE(stored.train(u"--force --seed 2"_s));
        const QString second = stored.version();
        QVERIFY(first != second);
        const Outcome back = stored.run(u"models rollback A"_s);
        RIG_VERIFY_DONE(back);
        QVERIFY2(back.out.contains(first), qPrintable(back.out));
        QCOMPARE(stored.version(), first);
        QCOMPARE(stored.shown()[u"previous"_s][u"version"_s], second);
        QCOMPARE(stored.database.sql().text(
                     "select string_agg(coalesce(previous_state->>'version', '-') || ' ' || "
                     "(new_state->>'version') || ' ' || (new_state->>'from'), E'\\n' order by id) "
                     "from rig.audit_record where resource_type = 'model' and resource_id = 'A'"),
                 (u"- %1 training\n%1 %2 training\n%2 %1 previous"_s.arg(first, second)).toStdString());
    }

    /// What a node judges by is in the audit, also where it was learnt from a file.
    void shouldRecordWhatWasLearntFromAFile()
    {
        Stored stored;
        RIG_VERIFY_DONE(stored.ready);
        const QTemporaryDir data;
        stored.installation.set(u"RIG_DATA_DIR"_s, data.path());
        QByteArray rows = "speed,heat\n";
        for (int i = 0; i < 200; ++i)
            rows += QByteArray::number(100 + i * 7 % 13) + ',' + QByteArray::number(60 + i * 5 % 11) + '\n';
        const QString words =
            u"train --only forest --data "_s + stored.installation.file(u"train.csv"_s, rows);
        const Outcome learnt = stored.run(words + u" --machine A"_s);
        RIG_VERIFY_DONE(learnt);
        QCOMPARE(stored.database.sql().text("select new_state->>'version' from rig.audit_record where "
                                            "resource_type = 'model' and resource_id = 'A'"),
                 stored.version().toStdString());
        QVERIFY(!learnt.err.contains(u"audit"_s));
        QVERIFY(stored.run(words + u" --machine Z"_s).err.contains(u"no machine 'Z'"_s));
        const QString odd = stored.installation.file(u"odd.csv"_s, QByteArray(rows).replace("heat", "noise"));
        const Outcome unknown = stored.run(u"train --force --machine A --data "_s + odd);
        QVERIFY2(unknown.err.contains(u"has a column 'noise'"_s), qPrintable(unknown.err));
        // Whoever names the folder is told.
        const Outcome past = stored.run(words + u" --force --model "_s + data.filePath(u"models/A"_s));
        RIG_VERIFY_DONE(past);
        QVERIFY2(past.err.contains(u"--machine ID instead of --model records it"_s), qPrintable(past.err));
        const Outcome elsewhere = stored.run(words + u" --model "_s + data.filePath(u"mine"_s));
        RIG_VERIFY_DONE(elsewhere);
        QVERIFY(!elsewhere.err.contains(u"audit"_s));
    }

    /// The child of a window.
    void shouldTellHowFarItIsAsJson()
    {
        const Stored stored;
        const Outcome done = stored.train(u"--force --progress json"_s);
        RIG_VERIFY_DONE(done);
        QList<QJsonObject> lines;
        for (const QString &line : done.out.split(u'\n', Qt::SkipEmptyParts))
            lines.append(QJsonDocument::fromJson(line.toUtf8()).object());
        QVERIFY(lines.size() >= 3);
        QCOMPARE(lines.front()[u"step"_s], u"reading"_s);
        QCOMPARE(lines[lines.size() - 2][u"step"_s], u"learning"_s);
        QCOMPARE(lines.back()[u"step"_s], u"done"_s);
        QCOMPARE(lines.back()[u"version"_s], stored.version());
        QCOMPARE(lines.back()[u"readings"_s], 400);
        const Outcome failed =
            stored.run(u"train --from-database --machine Z --since 1h --force --progress json"_s);
        QVERIFY(failed.exitCode != 0);
        const QJsonObject said = QJsonDocument::fromJson(failed.out.trimmed().toUtf8()).object();
        QCOMPARE(said[u"step"_s], u"failed"_s);
        QVERIFY2(said[u"sentence"_s].toString().contains(u"no machine 'Z'"_s), qPrintable(failed.out));
    }

    void shouldSayWhatIsWrong_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("no machine") << u"models show"_s << 2 << u"needs a machine's id"_s;
        QTest::newRow("too much") << u"models list A"_s << 2 << u"takes no machine"_s;
        QTest::newRow("no model") << u"models show A"_s << 1 << u"rigctl train"_s;
        QTest::newRow("nothing before") << u"models rollback A"_s << 1 << u"no model before"_s;
        QTest::newRow("another folder") << u"models show ../A"_s << 1 << u"has no model"_s;
        QTest::newRow("odd progress") << u"train --from-database --machine A --since 1h --progress bar"_s << 2
                                      << u"--progress is json"_s;
    }

    void shouldSayWhatIsWrong()
    {
        QFETCH(const QString, words);
        QFETCH(const int, code);
        QFETCH(const QString, sentence);
        static const Stored stored;
        const Outcome said = stored.run(words);
        QVERIFY2(said.err.contains(sentence), qPrintable(said.err));
        QCOMPARE(said.exitCode, code);
    }
};

std::unique_ptr<QObject> makeModelsTest()
{
    return std::make_unique<ModelsTest>();
}

#include "models_test.moc"
