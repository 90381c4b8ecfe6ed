#include "ctl/tests.h"
#include "support/installation.h"
#include "support/messages.h"
#include "support/waiting.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QUuid>

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;

namespace {

QJsonObject jsonOf(const Outcome &outcome)
{
    return QJsonDocument::fromJson(outcome.out.toUtf8()).object();
}

/// Nobody listens there.
constexpr auto nobody = "127.0.0.1:1";

} // namespace

class StatusTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_BROKER(); }

    void shouldSayWhichServersAreInUseAndWhy()
    {
        TestDatabase database;
        KafkaTopic topic(2);
        const Installation installation(database, topic.name());
        RIG_VERIFY_DONE(installation.run({u"plant"_s, u"import"_s, u"demo"_s}));
        topic.write(reading("A", {{"rpm", 2000}}));
        database.sql().run("insert into rig.stream (cluster, topic) values ('c', 't'); "
                           "insert into rig.rejected_message values (1, 0, 0, now(), 'none', ''); "
                           "insert into rig.skipped_span select number, now(), now() from rig.machine");

        const Outcome outcome = installation.run({u"status"_s, u"--json"_s});
        RIG_VERIFY_DONE(outcome);
        const QJsonObject status = jsonOf(outcome);
        QCOMPARE(status[u"broker"_s][u"address"_s].toString(), qEnvironmentVariable("KAFKA_BROKER_URL"));
        QCOMPARE(status[u"broker"_s][u"there"_s], true);
        QVERIFY(status[u"broker"_s][u"why"_s].toString().contains(u"KAFKA_BROKER_URL in the environment"_s));
        QVERIFY(status[u"database"_s][u"address"_s].toString().startsWith(
            QString::fromStdString(database.name())));
        QVERIFY(status[u"database"_s][u"why"_s].toString().contains(u"DATABASE_URL in the environment"_s));
        QCOMPARE(status[u"database"_s][u"there"_s], true);
        QCOMPARE(status[u"topic"_s].toString(), QString::fromStdString(topic.name()));
        QCOMPARE(status[u"schema_version"_s], status[u"program_schema_version"_s]);
        QCOMPARE(status[u"store"_s].toString().toStdString(),
                 database.sql().text("select id from rig.store"));
        QCOMPARE(status[u"plant"_s].toObject(),
                 (QJsonObject{{u"revision"_s, 1}, {u"machines"_s, 3}, {u"sensors"_s, 50}}));
        QCOMPARE(status[u"judged_by_models"_s], 0);
        QCOMPARE(status[u"standing_findings"_s], 0);
        QCOMPARE(status[u"spans_not_judged"_s], 3);
        QCOMPARE(status[u"rejected"_s], 1);
        QCOMPARE(status[u"keyless"_s], false);
        QVERIFY(status[u"judged_by"_s].isNull());
        QCOMPARE(status[u"readers"_s][u"keep"_s].toObject(), (QJsonObject{{u"lag"_s, 1}, {u"gaps"_s, 0}}));
        QCOMPARE(status[u"audit_protected"_s], false);
        QCOMPARE(status[u"notices"_s].toArray().size(), 0);
    }

    void shouldTellNamesThatNoSensorHas()
    {
        TestDatabase database;
        KafkaTopic topic(2);
        const Installation installation(database, topic.name());
        RIG_VERIFY_DONE(installation.run({u"plant"_s, u"import"_s, u"demo"_s}));
        const auto unknown = [&] {
            return jsonOf(installation.run({u"status"_s, u"--json"_s})).value(u"unknown_names"_s).toObject();
        };
        QCOMPARE(
            unknown(),
            (QJsonObject{
                {u"values"_s, 0}, {u"names"_s, 0}, {u"values_beyond"_s, 0}, {u"first"_s, QJsonArray()}}));
        QVERIFY(!installation.run({u"status"_s}).out.contains(u"Unknown"_s));

        const auto write = [&](const std::string &machine, const std::string &fields) {
            RawMessage message;
            message.key = machine;
            message.payload = "{\"machine_id\":\"" + machine + "\",\"rpm\":2000," + fields + "}";
            topic.write(message);
        };
        write("A", "\"status\":\"running\",\"x\\u001b[2J\\u009b\\\"\\\\,{}\":[1,2]");
        write("B", R"("status":"stopped")");
        write("B", R"("rpm":"no number","status":"rejected")");
        write("Z", R"("status":"of no machine")");
        {
            const auto node = installation.startNode();
            QVERIFY(waitUntil(
                [&] { return installation.run({u"status"_s}).out.contains(u"2 messages that were"_s); },
                30s));
            QVERIFY(node->stop());
        }
        const QJsonObject told = unknown();
        QCOMPARE(told[u"values"_s], 3);
        QCOMPARE(told[u"names"_s], 2);
        const QJsonArray first = told[u"first"_s].toArray();
        QCOMPARE(first.size(), 2);
        QCOMPARE(first[0][u"name"_s], u"status"_s);
        QCOMPARE(first[0][u"values"_s], 2);
        QVERIFY(first[0][u"machine"_s] == u"A"_s || first[0][u"machine"_s] == u"B"_s);
        QCOMPARE(first[1].toObject(), (QJsonObject{{u"name"_s, u"x\uFFFD[2J\uFFFD\"\\,{}"_s},
                                                   {u"values"_s, 1},
                                                   {u"machine"_s, u"A"_s},
                                                   {u"sample"_s, u"[1,2]"_s}}));
        const QString out = installation.run({u"status"_s}).out;
        QVERIFY2(out.contains(u"has: 2; values not stored: 3"_s), qPrintable(out));
        QVERIFY2(out.contains(u"x\uFFFD[2J\uFFFD\"\\,{} (1), last by machine A, such as [1,2]"_s),
                 qPrintable(out));
        QVERIFY2(out.contains(u"2 messages that were no readings; SQL view rig_rejected"_s), qPrintable(out));
        // What becomes a sensor is unknown no more.
        const QString file = installation.file(u"more.json"_s, R"({"format":"rig-alpha plant","version":1,
            "sensors":[{"name":"status"}],"machines":[{"id":"A","sensors":["status"]},{"id":"B","sensors":["status"]}]})");
        RIG_VERIFY_DONE(installation.run({u"plant"_s, u"import"_s, file}));
        QCOMPARE(unknown()[u"names"_s], 1);
        QCOMPARE(unknown()[u"values"_s], 1);
    }

    void shouldSayTheSameToAPerson()
    {
        TestDatabase database;
        const KafkaTopic topic(1);
        const Installation installation(database, topic.name());
        RIG_VERIFY_DONE(installation.run({u"plant"_s, u"import"_s, u"demo"_s}));
        const Outcome outcome = installation.run({u"status"_s});
        RIG_VERIFY_DONE(outcome);
        for (const QString &words :
             {u"because KAFKA_BROKER_URL in the environment names it"_s, u"because DATABASE_URL"_s,
              u"audit not protected from the program's own role"_s, u"revision 1: 3 machines, 50 kinds"_s,
              u"0 records behind in 1 partitions"_s, u"0 messages that were no readings"_s,
              QString::fromStdString(database.sql().text("select id from rig.store"))})
            QVERIFY2(outcome.out.contains(words), qPrintable(words + u"\n"_s + outcome.out));
        QVERIFY(!outcome.out.contains(u"rig:"_s)); // as in a URL with a password
    }

    void shouldCallTheAuditProtectedWhereTwoRolesShareTheWork()
    {
        TestDatabase database;
        const KafkaTopic topic(1);
        const std::string role = "work_" + QUuid::createUuid().toString(QUuid::Id128).toStdString();
        Sql(adminUrl()).run("create role " + role + " login password 'secret'");
        Installation installation(database, topic.name());
        installation.set(u"DATABASE_OWNER_URL"_s, QString::fromStdString(database.url()));
        installation.set(u"DATABASE_URL"_s, QString::fromStdString(database.urlAs(role, "secret")));
        RIG_VERIFY_DONE(installation.run({u"plant"_s, u"import"_s, u"demo"_s}));
        const Outcome outcome = installation.run({u"status"_s, u"--json"_s});
        RIG_VERIFY_DONE(outcome);
        QCOMPARE(jsonOf(outcome)[u"audit_protected"_s], true);
        QCOMPARE(jsonOf(outcome)[u"role"_s].toString().toStdString(), role);
        QCOMPARE(jsonOf(outcome)[u"owner"_s].toString(), u"rig"_s);
        QVERIFY(installation.run({u"status"_s}).out.contains(u"audit protected"_s));
    }

    void shouldEndWithThreeWhereTheDatabaseIsAway()
    {
        const TestDatabase database;
        const KafkaTopic topic(1);
        Installation installation(database, topic.name());
        installation.set(u"DATABASE_URL"_s, u"postgresql://rig:hush@%1/rig"_s.arg(QLatin1StringView(nobody)));
        const Outcome outcome = installation.run({u"status"_s, u"--json"_s});
        QCOMPARE(outcome.exitCode, 3);
        QCOMPARE(jsonOf(outcome)[u"broker"_s][u"there"_s], true);
        QCOMPARE(jsonOf(outcome)[u"database"_s][u"there"_s], false);
        QVERIFY(!jsonOf(outcome)[u"database"_s][u"trouble"_s].toString().isEmpty());
        QVERIFY(!(outcome.out + outcome.err).contains(u"hush"_s));
    }

    void shouldEndWithThreeWhereTheBrokerIsAway()
    {
        TestDatabase database;
        const KafkaTopic topic(1);
        Installation installation(database, topic.name());
        RIG_VERIFY_DONE(installation.run({u"migrate"_s}));
        installation.set(u"KAFKA_BROKER_URL"_s, QString::fromLatin1(nobody));
        const Outcome outcome = installation.run({u"status"_s, u"--json"_s});
        QCOMPARE(outcome.exitCode, 3);
        QCOMPARE(jsonOf(outcome)[u"broker"_s][u"there"_s], false);
        QVERIFY(jsonOf(outcome)[u"broker"_s][u"trouble"_s].toString().contains(QLatin1StringView(nobody)));
        QCOMPARE(jsonOf(outcome)[u"database"_s][u"there"_s], true);
        QVERIFY(!jsonOf(outcome)[u"store"_s].toString().isEmpty());
    }

    void shouldEndWithThreeWhereTheSchemaIsNotOurs()
    {
        const TestDatabase database;
        const KafkaTopic topic(1);
        const Installation installation(database, topic.name());
        const Outcome outcome = installation.run({u"status"_s});
        QCOMPARE(outcome.exitCode, 3);
        QVERIFY2(outcome.out.contains(u"rigctl migrate"_s), qPrintable(outcome.out));
    }

    void shouldSayThatTheTopicIsMissingWhileBothServersAreThere()
    {
        TestDatabase database;
        const Installation installation(database, "no-such-topic");
        RIG_VERIFY_DONE(installation.run({u"migrate"_s}));
        const Outcome outcome = installation.run({u"status"_s, u"--json"_s});
        RIG_VERIFY_DONE(outcome);
        QVERIFY(jsonOf(outcome)[u"readers_trouble"_s].toString().contains(u"no-such-topic"_s));
    }

    void shouldRepeatWhatMustBeSaidOfTheConnection()
    {
        TestDatabase database;
        const KafkaTopic topic(1);
        Installation installation(database, topic.name());
        RIG_VERIFY_DONE(installation.run({u"migrate"_s}));
        installation.set(u"DATABASE_URL"_s, QString::fromStdString(database.url()) + u"?sslmode=require"_s);
        const Outcome outcome = installation.run({u"status"_s});
        QVERIFY2(outcome.out.contains(u"is not verified"_s), qPrintable(outcome.out));
        const auto node = installation.startNode();
        QVERIFY2(node->says(u"is not verified"_s), qPrintable(node->said()));
        QCOMPARE(node->said().count(u"is not verified"_s), 1);
    }
};

std::unique_ptr<QObject> makeStatusTest()
{
    return std::make_unique<StatusTest>();
}

#include "status_test.moc"
