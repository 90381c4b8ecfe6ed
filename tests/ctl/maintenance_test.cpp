#include "ctl/tests.h"
#include "support/installation.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;

namespace {

/// A database with the demo's plant in it.
struct Demo
{
    Demo() : installation(database, "none")
    {
        if (const Outcome made = installation.run({u"plant"_s, u"import"_s, u"demo"_s}); made.exitCode != 0)
            qFatal("%s", qPrintable(made.err));
    }

    Outcome run(const QStringList &words) const
    {
        return installation.run(QStringList{u"maintenance"_s} + words);
    }
    QJsonArray listed() const
    {
        return QJsonDocument::fromJson(run({u"list"_s, u"--json"_s}).out.toUtf8())[u"maintenance"].toArray();
    }
    std::string audited()
    {
        return database.sql().text("select concat_ws(' ', action_type, resource_type, resource_id, outcome) "
                                   "from rig.audit_record order by id desc limit 1");
    }

    TestDatabase database;
    Installation installation;
};

} // namespace

/// `rigctl maintenance`.
class MaintenanceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_DATABASE(); }

    void shouldPutAMachineIntoMaintenanceFromNowUntilItIsEnded()
    {
        Demo demo;
        const Outcome started = demo.run({u"start"_s, u"A"_s, u"--reason"_s, u"Ölwechsel"_s});
        RIG_VERIFY_DONE(started);
        QVERIFY2(started.out.contains(u"Machine A is in maintenance from 20"_s) &&
                     started.out.contains(u"until it is ended (Ölwechsel)."_s),
                 qPrintable(started.out));
        QCOMPARE(demo.audited(), "CREATE maintenance A done");
        QCOMPARE(demo.database.sql().number("select count(*) from rig_maintenance where machine = 'A' and "
                                            "starts_at between now() - interval '1 minute' and now()"),
                 1);
        const Outcome again = demo.run({u"start"_s, u"A"_s, u"--reason"_s, u"filter"_s});
        QCOMPARE(again.exitCode, 1);
        QVERIFY2(again.err.contains(u"Ölwechsel"_s), qPrintable(again.err));
        QCOMPARE(demo.listed().at(0)[u"state"], u"now"_s);
        QVERIFY(demo.listed().at(0)[u"sensor"].isNull() && demo.listed().at(0)[u"to"].isNull());
        const QString shown = demo.run({u"list"_s}).out;
        QVERIFY2(shown.contains(u"now"_s) && shown.contains(u"A "_s) && shown.contains(u"Ölwechsel"_s),
                 qPrintable(shown));
        RIG_VERIFY_DONE(demo.run({u"end"_s, u"A"_s}));
        QCOMPARE(demo.audited(), "END maintenance A done");
        QCOMPARE(demo.listed().at(0)[u"state"], u"over"_s);
        QCOMPARE(demo.run({u"end"_s, u"A"_s}).exitCode, 1);
    }

    void shouldPlanTheMaintenanceOfASensorAndTakeItBack()
    {
        Demo demo;
        QVERIFY(demo.run({u"list"_s}).out.contains(u"Nothing is in maintenance"_s));
        const QStringList planned{u"start"_s,    u"A"_s,
                                  u"--sensor"_s, u"rpm"_s,
                                  u"--from"_s,   u"2099-01-12T12:00Z"_s,
                                  u"--to"_s,     u"2099-01-12T13:00:00+01:00"_s,
                                  u"--reason"_s, u"new probe"_s};
        QCOMPARE(demo.run(planned).exitCode, 2); // 13:00 there is 12:00
        QStringList longer = planned;
        longer[7] = u"2099-01-12T14:00:00+01:00"_s;
        RIG_VERIFY_DONE(demo.run(longer));
        QCOMPARE(demo.audited(), "CREATE maintenance A/rpm done");
        const QJsonObject sole = demo.listed().at(0).toObject();
        QCOMPARE(sole, (QJsonObject{{u"machine"_s, u"A"_s},
                                    {u"sensor"_s, u"rpm"_s},
                                    {u"from"_s, u"2099-01-12T12:00:00.000000Z"_s},
                                    {u"to"_s, u"2099-01-12T13:00:00.000000Z"_s},
                                    {u"reason"_s, u"new probe"_s},
                                    {u"state"_s, u"planned"_s}}));
        QCOMPARE(demo.run({u"end"_s, u"A"_s, u"--sensor"_s, u"rpm"_s}).exitCode, 1);
        const Outcome back =
            demo.run({u"end"_s, u"A"_s, u"--sensor"_s, u"rpm"_s, u"--from"_s, u"2099-01-12 12:00"_s});
        RIG_VERIFY_DONE(back);
        QVERIFY2(back.out.contains(u"taken back"_s), qPrintable(back.out));
        QVERIFY(demo.listed().isEmpty());
    }

    void shouldSayWhatIsWrongWithTheLine_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("said");
        QTest::newRow("no word") << QStringList{} << u"start, end or list is missing"_s;
        QTest::newRow("no machine") << QStringList{u"start"_s, u"--reason"_s, u"x"_s} << u"start MACHINE"_s;
        QTest::newRow("no reason") << QStringList{u"start"_s, u"A"_s} << u"--reason TEXT"_s;
        QTest::newRow("empty reason")
            << QStringList{u"start"_s, u"A"_s, u"--reason"_s, u""_s} << u"1 to 200 characters"_s;
        QTest::newRow("no sensor") << QStringList{u"end"_s, u"A"_s, u"--sensor"_s, u""_s}
                                   << u"--sensor names a sensor"_s;
        QTest::newRow("no time") << QStringList{u"start"_s, u"A"_s,    u"--reason"_s,
                                                u"x"_s,     u"--to"_s, u"noon"_s}
                                 << u"--to is a time such as"_s;
        QTest::newRow("end with a reason")
            << QStringList{u"end"_s, u"A"_s, u"--reason"_s, u"x"_s} << u"--reason says nothing with `end`"_s;
        QTest::newRow("list of one") << QStringList{u"list"_s, u"A"_s} << u"leave 'A' away"_s;
    }
    void shouldSayWhatIsWrongWithTheLine()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, said);
        const Installation installation(m_database, "none");
        const Outcome outcome = installation.run(QStringList{u"maintenance"_s} + words);
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.err.contains(said), qPrintable(outcome.err));
    }

private:
    TestDatabase m_database{TestDatabase::Exists::later};
};

std::unique_ptr<QObject> makeMaintenanceTest()
{
    return std::make_unique<MaintenanceTest>();
}

#include "maintenance_test.moc"
