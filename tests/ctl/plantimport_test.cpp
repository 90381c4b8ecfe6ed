#include "ctl/tests.h"
#include "support/installation.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSysInfo>
#include <QTest>

#include <pwd.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;

class PlantImportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_DATABASE(); }

    void shouldRecordWhoImportedFromWhere()
    {
        TestDatabase database;
        const Installation installation(database, "none");
        RIG_VERIFY_DONE(installation.run({u"plant"_s, u"import"_s, u"demo"_s}));
        QCOMPARE(
            database.sql().text("select username || ' ' || role || ' ' || user_agent || ' ' || action_type "
                                "|| ' ' || outcome from rig.audit_record"),
            std::string(::getpwuid(::getuid())->pw_name) + " admin rigctl on " +
                QSysInfo::machineHostName().toStdString() + " IMPORT done");
        QCOMPARE(database.sql().text("select previous_state->>'revision' || (new_state->'sensors'->>'rpm') "
                                     "from rig.audit_record"),
                 std::string("0added"));
    }

    void shouldSayWhatThePlantIsNow()
    {
        TestDatabase database;
        const Installation installation(database, "none");
        const Outcome told = installation.run({u"plant"_s, u"import"_s, u"demo"_s});
        QVERIFY2(told.out.contains(u"revision 1: 3 machines, 50 kinds of sensors"_s), qPrintable(told.out));
        const Outcome json = installation.run({u"plant"_s, u"import"_s, u"demo"_s, u"--json"_s});
        QCOMPARE(QJsonDocument::fromJson(json.out.toUtf8()).object(),
                 (QJsonObject{{u"revision"_s, 1}, {u"machines"_s, 3}, {u"sensors"_s, 50}}));
    }

    void shouldRecordAPlantThatWasRefused()
    {
        TestDatabase database;
        const Installation installation(database, "none");
        const auto import = [&](const QString &unit) {
            const QJsonObject plant{
                {u"format"_s, u"rig-alpha plant"_s},
                {u"version"_s, 1},
                {u"sensors"_s, QJsonArray{QJsonObject{{u"name"_s, u"rpm"_s}, {u"unit"_s, unit}}}}};
            const QString file = installation.file(u"plant.json"_s, QJsonDocument(plant).toJson());
            return installation.run({u"plant"_s, u"import"_s, file});
        };
        RIG_VERIFY_DONE(import(u"RPM"_s));
        QCOMPARE(import(u"Hz"_s).exitCode, 1);
        QCOMPARE(database.sql().text("select string_agg(outcome, ' ' order by id) from rig.audit_record"),
                 std::string("done refused"));
    }

    void shouldEndWithThreeWhileTheDatabaseIsAway()
    {
        const TestDatabase database;
        Installation installation(database, "none");
        installation.set(u"DATABASE_URL"_s, u"postgresql://rig:x@127.0.0.1:1/rig"_s);
        QCOMPARE(installation.run({u"plant"_s, u"import"_s, u"demo"_s}).exitCode, 3);
    }
};

std::unique_ptr<QObject> makePlantImportTest()
{
    return std::make_unique<PlantImportTest>();
}

#include "plantimport_test.moc"
