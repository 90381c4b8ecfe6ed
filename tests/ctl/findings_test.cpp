#include "ctl/tests.h"
#include "support/installation.h"
#include "support/testdatabase.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;

namespace {

QJsonObject jsonOf(const Outcome &outcome)
{
    return QJsonDocument::fromJson(outcome.out.toUtf8()).object();
}

/// The demo's plant and two findings, of A and of B; the second one stands.
struct Demo
{
    Demo() : installation(database, "none")
    {
        run(u"plant import demo"_s);
        database.sql().run(
            "insert into rig.finding (machine, kind, sensor, started, peaked, ended, score, p_value, shares, "
            "state, degraded, model_version, evidence) select m.number, 0, '', timestamptz '2026-05-12 "
            "12:00Z' + v.n * interval '1 hour', timestamptz '2026-05-12 12:30Z' + v.n * interval '1 hour', "
            "case v.n when 0 then timestamptz '2026-05-12 12:45Z' end, .75, .0001, "
            "'[{\"sensor\":\"vibration\",\"share\":0.5},{\"sensor\":\"torque\",\"share\":0.25}]', 1, "
            "'flow_rate', 'abc', "
            "'{\"sensors\":[{\"sensor\":\"vibration\",\"peak\":[1778590200000000,7.5,3,0.25],\"course\":[]}],"
            "\"relations\":[{\"one\":\"vibration\",\"other\":\"torque\",\"usual\":0.9,\"now\":0.1}]}' "
            "from (values (0, 'A'), (1, 'B')) as v (n, id) join rig.machine m on m.id = v.id order by v.n");
    }

    Outcome run(const QString &words) const
    {
        return installation.run(words.split(u' ', Qt::SkipEmptyParts));
    }

    TestDatabase database;
    Installation installation;
};

} // namespace

/// `rigctl findings`.
class FindingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_DATABASE(); }

    void shouldListFindingsAndShowOne()
    {
        Demo demo;
        const QJsonObject all = jsonOf(demo.run(u"findings list --json"_s));
        QCOMPARE(all[u"standing"_s].toInt(), 1);
        const QJsonArray findings = all[u"findings"_s].toArray();
        QCOMPARE(findings.size(), 2);
        QCOMPARE(findings[0][u"machine"_s].toString(), u"B"_s);
        QVERIFY(findings[0][u"ended"_s].isNull());
        QCOMPARE(findings[1][u"kind"_s].toString(), u"unusual"_s);
        QCOMPARE(jsonOf(demo.run(u"findings list --machine A --json"_s))[u"findings"_s].toArray().size(), 1);
        QCOMPARE(jsonOf(demo.run(u"findings list --most 1 --json"_s))[u"findings"_s].toArray().size(), 1);
        const QString id = QString::number(findings[0][u"id"_s].toInt());
        const QJsonObject one = jsonOf(demo.run(u"findings show %1 --json"_s.arg(id)));
        QCOMPARE(one[u"expected"_s][0][u"actual"_s].toDouble(), 7.5);
        QCOMPARE(one[u"broken_correlations"_s][0][u"now"_s].toDouble(), .1);
        QCOMPARE(one[u"similar"_s][0][u"machine"_s].toString(), u"A"_s);
        const QString words = demo.run(u"findings show "_s + id).out;
        QVERIFY2(words.contains(u"vibration: 7.5, expected 3 ± 0.5"_s) &&
                     words.contains(u"left out: flow_rate"_s),
                 qPrintable(words));
        QVERIFY(demo.run(u"findings list"_s).out.contains(u"vibration 50 %, torque 25 %"_s));
    }

    void shouldMarkAFindingWithARecordAndTakeItBack()
    {
        Demo demo;
        RIG_VERIFY_DONE(demo.installation.run(
            {u"findings"_s, u"mark"_s, u"1"_s, u"known-work"_s, u"--note"_s, u"belt replaced"_s}));
        QCOMPARE(demo.database.sql().text("select mark from rig_findings where id = 1"), "known work");
        QCOMPARE(
            demo.database.sql().text("select new_state ->> 'note' from rig.audit_record where action_type "
                                     "= 'MARK' and resource_type = 'finding' and resource_id = '1'"),
            "belt replaced");
        QCOMPARE(jsonOf(demo.run(u"findings show 1 --json"_s))[u"note"_s].toString(), u"belt replaced"_s);
        RIG_VERIFY_DONE(demo.run(u"findings unmark 1"_s));
        QCOMPARE(demo.database.sql().number("select count(*) from rig.finding_mark"), 0);
    }

    void shouldRefuseWhatThereIsNot()
    {
        Demo demo;
        QCOMPARE(demo.run(u"findings mark 77 true"_s).exitCode, 1);
        QCOMPARE(
            demo.database.sql().number("select count(*) from rig.audit_record where outcome = 'not found'"),
            1);
        QCOMPARE(demo.run(u"findings show 77"_s).exitCode, 1);
        QCOMPARE(demo.run(u"findings show x"_s).exitCode, 2);
        QCOMPARE(demo.run(u"findings show"_s).exitCode, 2);
        QCOMPARE(demo.run(u"findings mark 1 perhaps"_s).exitCode, 2);
        QCOMPARE(demo.run(u"findings list --machine Z"_s).exitCode, 1);
        QCOMPARE(demo.run(u"findings list --most 0"_s).exitCode, 2);
        QCOMPARE(demo.installation
                     .run({u"findings"_s, u"mark"_s, u"1"_s, u"true"_s, u"--note"_s, QString(600, u'x')})
                     .exitCode,
                 1);
    }
};

std::unique_ptr<QObject> makeFindingsTest()
{
    return std::make_unique<FindingsTest>();
}

#include "findings_test.moc"
