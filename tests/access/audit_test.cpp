#include "access/desk.h"
#include "access/tests.h"
#include "settings/databaseurl.h"
#include "storage/audittable.h"

#include <QTest>
#include <QUrl>

#include <stdexcept>

using namespace rig;
using namespace rig::test;

namespace {

/// What the server says no with; empty where it did what it was told.
std::string refusalOf(Sql &sql, const std::string &statement)
{
    try {
        sql.run(statement);
    } catch (const std::runtime_error &refusal) {
        return refusal.what();
    }
    return {};
}

constexpr auto anyRecord = "select rig.append_audit(gen_random_uuid(), 'alice', 'admin', 'console', 'START', "
                           "'machine', 'A', '{}', '{}', 'done', 'yes')";

bool isProtected(const settings::DatabaseAddress &address)
{
    const auto connection = storage::Connection::open(address);
    if (!connection)
        throw std::runtime_error(connection.error().sentence.toStdString());
    return storage::AuditTable(**connection).isProtected().value();
}

/// The desk of a database whose daily work another role does than its owner.
struct TwoRoles : Desk
{
    TwoRoles() : workingUrl(workingRoleUrl(database))
    {
        address.app = settings::parseDatabaseUrl(workingUrl).value();
        if (const auto migrated = composition::migrateDatabase(address, storage::Foreign::refuse); !migrated)
            throw std::runtime_error(migrated.error().sentence.toStdString());
    }

    std::string workingUrl;
};

} // namespace

class AuditTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_DATABASE(); }

    void shouldKeepEveryRecordAsItIsAlsoAgainstTheOwner()
    {
        Desk desk;
        desk.database.sql().run(anyRecord);
        for (const std::string statement : {"update rig.audit_record set username = 'bob'",
                                            "delete from rig.audit_record", "truncate rig.audit_record"}) {
            const std::string refusal = refusalOf(desk.database.sql(), statement);
            QVERIFY2(refusal.find("append-only") != std::string::npos, statement.c_str());
        }
        QCOMPARE(desk.database.sql().number("select count(*) from rig.audit_record where username = 'alice'"),
                 1);
    }

    void shouldTakeOneRecordPerCommand()
    {
        Desk desk;
        const auto connection = storage::Connection::open(desk.address.app).value();
        storage::AuditTable audit(*connection);
        AuditRecord record;
        record.commandId = newId();
        record.actor = {"alice", Actor::Role::engineer, "console"};
        record.action = "START";
        record.resourceType = "machine";
        record.previous = {{QStringLiteral("a"), 1}};
        record.answer = failure(ErrorKind::notFound, QStringLiteral("none"));
        QVERIFY(audit.append(record));
        const Done again = audit.append(record);
        QVERIFY(!again && again.error().kind == ErrorKind::conflict);

        const auto found = audit.find(record.commandId).value();
        QVERIFY(found.has_value());
        QVERIFY(found->actor.user == "alice" && found->actor.role == Actor::Role::engineer &&
                found->actor.origin == "console");
        QVERIFY(found->action == "START" && found->resourceType == "machine" && found->resource.empty());
        QVERIFY(found->previous == record.previous && found->next.isEmpty());
        QVERIFY(!found->answer && found->answer.error().kind == ErrorKind::notFound);
        QCOMPARE(found->answer.error().sentence, QStringLiteral("none"));
        QVERIFY(!audit.find(newId()).value());
    }

    void shouldCutAnAnswerThatIsTooLong()
    {
        Desk desk;
        const auto connection = storage::Connection::open(desk.address.app).value();
        AuditRecord record;
        record.commandId = newId();
        record.actor.user = "alice";
        record.answer = QString(100'000, u'ü');
        QVERIFY(storage::AuditTable(*connection).append(record));
        QCOMPARE(desk.database.sql().number("select length(answer) from rig.audit_record"), 4001);
    }

    void shouldStoreNamesLiterally()
    {
        Desk desk;
        const std::string name = "Robert'); drop table rig.store;-- <b>%s</b> \\ \"ü\"";
        Command change = command(ImportPlant{smallPlant()});
        change.actor.user = name;
        change.actor.origin = name;
        QVERIFY(desk.dispatcher()->execute(change));
        QCOMPARE(desk.database.sql().text("select username from rig.audit_record"), name);
        QCOMPARE(desk.database.sql().text("select user_agent from rig.audit_record"), name);
    }

    void shouldLetTheWorkingRoleAppendAndNothingElse()
    {
        TwoRoles roles;
        Sql working(roles.workingUrl);
        QCOMPARE(refusalOf(working, anyRecord), std::string());
        QCOMPARE(working.number("select count(*) from rig.audit_record"), 1);
        for (const std::string statement :
             {"insert into rig.audit_record (command_id, username, role, user_agent, action_type, "
              "resource_type, "
              "previous_state, new_state, outcome, answer) values (gen_random_uuid(), 'x', '', '', '', '', "
              "'{}', "
              "'{}', '', '')",
              "update rig.audit_record set username = 'bob'", "delete from rig.audit_record",
              "truncate rig.audit_record", "alter table rig.audit_record disable trigger append_only",
              "drop trigger append_only on rig.audit_record", "drop table rig.audit_record",
              "create or replace function rig.refuse_audit_change() returns trigger language plpgsql as "
              "'begin return null; end'",
              "grant insert on rig.audit_record to current_user; insert into rig.audit_record default "
              "values"}) {
            const std::string refusal = refusalOf(working, statement);
            QVERIFY2(!refusal.empty(), statement.c_str());
        }
        QCOMPARE(working.number("select count(*) from rig.audit_record where username = 'alice'"), 1);
    }

    void shouldLetTheWorkingRoleDoEveryKindOfCommand()
    {
        TwoRoles roles;
        const auto dispatcher = roles.dispatcher();
        const auto import = dispatcher->execute(command(ImportPlant{smallPlant()}));
        QVERIFY2(import, qPrintable(said(import)));
        roles.database.sql().run("insert into rig.stream (cluster, topic) values ('c', 't'); "
                                 "insert into rig.reader_position values ('keep', 1, 2, 100)");
        const auto gap = dispatcher->execute(command(AcceptGap{"keep", {"c", "t"}, 2, 100, 150}));
        QVERIFY2(gap, qPrintable(said(gap)));
        QCOMPARE(roles.records("done"), 2);
    }

    void shouldLetNobodyElseAppend()
    {
        TwoRoles roles;
        Sql stranger(workingRoleUrl(roles.database));
        QVERIFY(!refusalOf(stranger, anyRecord).empty());
        QCOMPARE(
            roles.database.sql().number("select count(*) from pg_proc where proname = 'append_audit' and "
                                        "has_function_privilege('public', oid, 'execute')"),
            0);
    }

    void shouldAppendWithTheRightsOfTheOwnerAndASearchPathOfItsOwn()
    {
        Desk desk;
        QCOMPARE(desk.database.sql().text(
                     "select prosecdef || ' ' || array_to_string(proconfig, ',') from pg_proc "
                     "where oid = 'rig.append_audit'::regproc"),
                 std::string("true search_path=pg_catalog, pg_temp"));
    }

    void shouldSayWhetherTheAuditIsProtectedFromTheProgram()
    {
        TwoRoles roles;
        QVERIFY(isProtected(roles.address.app));
        QVERIFY(!isProtected(roles.address.owner));
        QVERIFY(!isProtected(
            settings::parseDatabaseUrl(
                roles.database.urlAs("postgres",
                                     QUrl(QString::fromStdString(adminUrl())).password().toStdString()))
                .value()));
    }

    void shouldCallTheAuditUnprotectedOnceMoreIsGranted()
    {
        TwoRoles roles;
        roles.database.sql().run("grant delete on rig.audit_record to public");
        QVERIFY(!isProtected(roles.address.app));
    }
};

std::unique_ptr<QObject> makeAuditTest()
{
    return std::make_unique<AuditTest>();
}

#include "audit_test.moc"
