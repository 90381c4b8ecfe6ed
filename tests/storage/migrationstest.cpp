#include "storage/migrations.h"

#include "storage/database.h"
#include "storage/historyupkeeptables.h"
#include "storage/planttables.h"
#include "storage/tests.h"

#include <future>
#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace rig::storage;
using namespace rig::test;

namespace {

struct NoCrash : rig::CrashPoint
{
    void passed(std::string_view) override {}
};

/// What somebody who ran that version may have in its tables, as far as it has them.
void fill(Sql &sql, int version)
{
    if (version >= 2)
        sql.run("insert into rig.area values ('hall', 'Hall', 0);"
                "insert into rig.sensor values "
                "('rpm', 'Speed', 0, 1, 'RPM', 0, 5000, null, 1200, 4200, null, 40, 1000, 0, false), "
                "('dust', 'Dust', 1, 5, '', null, null, null, null, null, null, 0, 1000, 2, true);"
                "insert into rig.machine values (1, 'A', 'Alpha', 0, 'hall', 1.5, 2, 3, '', 'rpm', 1000, "
                "100, 3000, 2, "
                "false);"
                "insert into rig.slot values (1, 0, 'rpm', false), (1, 1, 'dust', true);"
                "update rig.plant_revision set revision = 7");
    if (version >= 3)
        sql.run("insert into rig.stream (cluster, topic) values ('c', 'sensor-data');"
                "insert into rig.reader_position values ('keep', 1, 0, 3), ('keep', 1, 2, 41)");
    if (version >= 4)
        sql.run("select rig.ensure_partition('2026-01-12');"
                "insert into rig.reading values "
                "('2026-01-12 08:15:30.25Z', 2, now(), 1, 0, 1, 2, 0, 0, '{3120.1,null}', null, null), "
                "('2026-01-12 08:15:31Z', 40, now(), 1, 2, 1, 2, 1, 1, '{-0,0.5}', '{0,3}', 'id-1'), "
                "('2019-01-01 00:00:00Z', 39, now(), 1, 2, 1, 2, 0, 0, '{5e-324,null}', null, null);"
                "insert into rig.rejected_message values (1, 0, 1, now(), 'empty', '');"
                "insert into rig.ingest_claim (ingest_id) values ('id-1')");
}

/// All of that as one text, by the tables of the newest version.
std::string contentOf(Sql &sql)
{
    std::string content;
    for (const char *rows :
         {"rig.area", "rig.sensor", "rig.machine", "rig.slot", "rig.plant_revision", "rig.stream",
          "rig.reader_position", "rig.reading_column", "rig.reading_view",
          "(select at, kafka_offset, stream, kafka_partition, machine, layout_version, quality, origin, "
          "sensor_values, value_quality, ingest_id from rig.reading)",
          "(select stream, kafka_partition, kafka_offset, reason, payload from rig.rejected_message)",
          "(select ingest_id from rig.ingest_claim)"})
        content +=
            std::string(rows) + ": " +
            sql.text(std::string("select string_agg(r::text, ' ' order by r::text) from ") + rows + " r") +
            '\n';
    return content;
}

/// Columns, indexes, constraints, functions, views and rights.
std::string schemaOf(Sql &sql)
{
    return sql.text(
        "select string_agg(line, E'\\n' order by line) from ("
        "select concat_ws(' ', table_schema, table_name, ordinal_position, column_name, data_type, "
        "is_nullable, "
        "column_default) line from information_schema.columns where table_schema in ('rig', 'public') "
        "union all select indexdef from pg_indexes where schemaname = 'rig' "
        "union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint "
        "where connamespace = 'rig'::regnamespace "
        "union all select pg_get_functiondef(oid) from pg_proc where pronamespace = 'rig'::regnamespace "
        "union all select definition from pg_views where schemaname = 'public' "
        "union all select concat_ws(' ', grantee, table_name, privilege_type) "
        "from information_schema.table_privileges where table_schema in ('rig', 'public')) x");
}

std::string historyOf(Sql &sql)
{
    return sql.text(
        "select string_agg(concat_ws(' ', version, name, checksum, applied_at), ',' order by version) "
        "from rig.schema_migration");
}

} // namespace

class MigrationsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_DATABASE(); }
    void init()
    {
        m_database = std::make_unique<TestDatabase>();
        m_connection = connectTo(*m_database);
    }
    void cleanup()
    {
        m_connection.reset();
        m_database.reset();
    }

    void shouldBeNumberedWithoutAGap()
    {
        QVERIFY(programSchemaVersion() >= 7);
        for (int i = 0; i < programSchemaVersion(); ++i)
            QCOMPARE(migrations()[static_cast<std::size_t>(i)].version, i + 1);
    }

    void shouldBringEveryVersionUpWithItsData_data()
    {
        QTest::addColumn<int>("version");
        for (int version = 1; version < programSchemaVersion(); ++version)
            QTest::newRow(std::to_string(version).c_str()) << version;
    }

    void shouldBringEveryVersionUpWithItsData()
    {
        QFETCH(int, version);
        Sql &sql = m_database->sql();
        QCOMPARE(migrate(*m_connection, Foreign::refuse, {}, version).value().to, version);
        fill(sql, version);
        const std::string identity = sql.text("select id from rig.store");
        QVERIFY(!requireCurrentSchema(*m_connection));

        const auto report = migrate(*m_connection, Foreign::refuse);
        QVERIFY2(report, report ? "" : qPrintable(report.error().sentence));
        QCOMPARE(report->from, version);
        QCOMPARE(report->to, programSchemaVersion());
        QVERIFY(requireCurrentSchema(*m_connection));
        QCOMPARE(sql.text("select id from rig.store"), identity);

        TestDatabase fresh;
        QVERIFY(migrate(*connectTo(fresh), Foreign::refuse));
        fill(fresh.sql(), version);
        for (Sql *one : {&sql, &fresh.sql()})
            one->run("select rig.follow_plant()");
        QCOMPARE(schemaOf(sql), schemaOf(fresh.sql()));
        QCOMPARE(contentOf(sql), contentOf(fresh.sql()));
        if (version >= 2)
            QCOMPARE(PlantTables(addressOf(*m_database), {}).load().value()->revision(), 7);
        if (version >= 4)
            QCOMPARE(
                sql.text(
                    "select string_agg(concat_ws(' ', sensor, value, quality), ', ' order by at, sensor) "
                    "from rig_readings"),
                std::string("rpm 5e-324 good, rpm 3120.1 good, dust 0.5 uncertain, rpm -0 uncertain"));
    }

    void shouldMakeRollupsOf30sOfThoseThatAreThere()
    {
        QVERIFY(migrate(*m_connection, Foreign::refuse, {}, 19));
        Sql &sql = m_database->sql();
        fill(sql, 19);
        sql.run("select rig.ensure_rollup_partition('2026-01-12');"
                "update rig.retention set keep_days = 36000 where grain <> 'rollup_1min';"
                "insert into rig.rollup_10s values "
                "(1, '2026-01-12 08:15:30Z', 3, 1, '{1,null}', '{3,null}', '{6,null}', '{3,0}', '{2,null}', "
                "null, null), "
                "(1, '2026-01-12 08:15:40Z', 2, 2, '{-1,5}', '{2,6}', '{1,11}', '{2,2}', '{-1,6}', '{1,2}', "
                "'{0,1}'), "
                "(1, '2026-01-12 08:15:50Z', 1, 1, '{null,7}', '{null,7}', '{null,7}', '{0,1}', '{null,7}', "
                "null, null), "
                "(2, '2026-01-12 08:15:50Z', 1, 1, '{4}', '{4}', '{4}', '{1}', '{4}', null, null), "
                "(1, '2019-01-01 00:00:00Z', 1, 1, '{5}', '{5}', '{5}', '{1}', '{5}', null, null)");
        QVERIFY(migrate(*m_connection, Foreign::refuse));
        QCOMPARE(sql.text("select string_agg(concat_ws(' ', grain, coalesce(keep_days, 0)), ', ' order by "
                          "place) from rig.retention"),
                 std::string("reading 36000, rollup_10s 36000, rollup_30s 36000, rollup_1min 0"));
        NoCrash noCrash;
        HistoryUpkeepTables upkeep(addressOf(*m_database), noCrash, {});
        while (upkeep.buildRollups().value()) {
        }
        QCOMPARE(
            QString::fromStdString(sql.text(
                "select string_agg(concat_ws(' ', tableoid::regclass, machine, extract(epoch from at - "
                "timestamptz '2026-01-12 08:15Z')::bigint, readings, origins, lows, highs, sums, counts, "
                "lasts, worst, bads), ', ' order by at desc, machine) from rig.rollup_30s")),
            u"rollup_30s_20260112 1 30 6 3 {-1,5} {3,7} {7,18} {5,3} {-1,7} {1,2} {0,1}, "
            "rollup_30s_20260112 2 30 1 1 {4} {4} {4} {1} {4}, "
            "rollup_30s_default 1 -221904900 1 1 {5} {5} {5} {1} {5}"_s);
        QCOMPARE(sql.number("select count(*) from rig.rollup_30s_missing"), 0);
    }

    void shouldChangeNothingWhenRepeated()
    {
        QVERIFY(migrate(*m_connection, Foreign::refuse));
        Sql &sql = m_database->sql();
        fill(sql, programSchemaVersion());
        const std::string before = historyOf(sql) + schemaOf(sql) + contentOf(sql);
        for (const auto foreign : {Foreign::refuse, Foreign::adopt}) {
            const auto again = migrate(*m_connection, foreign);
            QVERIFY(again);
            QCOMPARE(again->from, again->to);
            QVERIFY(again->adopted.isEmpty());
        }
        QCOMPARE(historyOf(sql) + schemaOf(sql) + contentOf(sql), before);
    }

    void shouldNotBuildOnWhatIsNotItsOwn()
    {
        const int last = programSchemaVersion();
        Sql &sql = m_database->sql();
        const auto refused = [&](QStringView why) {
            const auto report = migrate(*m_connection, Foreign::refuse);
            return !report && report.error().kind == rig::ErrorKind::refused &&
                   report.error().sentence.contains(why);
        };
        QVERIFY(migrate(*m_connection, Foreign::refuse, {}, last - 1));
        sql.run("update rig.schema_migration set checksum = 'x' || checksum where version = 1");
        QVERIFY(refused(u"ran a migration that is not the one this program knows"));
        QCOMPARE(sql.number("select max(version) from rig.schema_migration"), last - 1);
        sql.run("update rig.schema_migration set checksum = substr(checksum, 2) where version = 1");
        QVERIFY(migrate(*m_connection, Foreign::refuse));
        sql.run(
            "insert into rig.schema_migration (version, name, checksum) select max(version) + 1, 'x', 'x' "
            "from rig.schema_migration");
        QVERIFY(refused(u"made by a newer program"));
    }

    void shouldRunEachStepOnceWhenSeveralMigrateAtTheSameTime()
    {
        std::vector<rig::Result<MigrationReport>> reports(3);
        {
            std::vector<std::jthread> programs;
            for (auto &report : reports)
                programs.emplace_back([&] { report = migrate(*connectTo(*m_database), Foreign::refuse); });
        }
        for (const auto &report : reports)
            QVERIFY2(report, report ? "" : qPrintable(report.error().sentence));
        QCOMPARE(m_database->sql().number("select count(*) from rig.schema_migration"),
                 programSchemaVersion());
        QCOMPARE(m_database->sql().number("select count(*) from rig.store"), 1);
        QVERIFY(requireCurrentSchema(*m_connection));
    }

    void shouldLeaveNothingOfAStepThatFails_data()
    {
        QTest::addColumn<int>("step");
        QTest::addColumn<QByteArray>("obstacle"); // what the step makes last, or nearly
        QTest::newRow("2") << 2 << QByteArray("table rig.slot");
        QTest::newRow("4") << 4 << QByteArray("table rig.ingest_claim");
        QTest::newRow("6") << 6 << QByteArray("table rig.judge_memory");
    }

    void shouldLeaveNothingOfAStepThatFails()
    {
        QFETCH(int, step);
        QFETCH(QByteArray, obstacle);
        QVERIFY(migrate(*m_connection, Foreign::refuse, {}, step - 1));
        Sql &sql = m_database->sql();
        sql.run("create " + obstacle.toStdString() + " ()");
        const std::string before = historyOf(sql) + schemaOf(sql);
        const auto failed = migrate(*m_connection, Foreign::refuse);
        QVERIFY(!failed);
        const QString name = migrations()[static_cast<std::size_t>(step - 1)].name;
        QVERIFY2(failed.error().sentence.contains(u"Migration %1 failed."_s.arg(name)),
                 qPrintable(failed.error().sentence));
        QCOMPARE(historyOf(sql) + schemaOf(sql), before);
        sql.run("drop " + obstacle.toStdString());
        const auto repaired = migrate(*m_connection, Foreign::refuse);
        QVERIFY2(repaired, repaired ? "" : qPrintable(repaired.error().sentence));
        QCOMPARE(repaired->from, step - 1);
    }

    void shouldWaitForAMigrationInProgress()
    {
        const int last = programSchemaVersion();
        QVERIFY(migrate(*m_connection, Foreign::refuse, {}, last - 3));
        const auto looking = connectTo(*m_database);
        std::jthread migrating([&] {
            for (int step = last - 2; step <= last; ++step) {
                std::this_thread::sleep_for(std::chrono::milliseconds{400});
                migrate(*m_connection, Foreign::refuse, {}, step).value();
            }
        });
        const auto state = settledSchemaState(*looking);
        QVERIFY2(state, state ? "" : qPrintable(state.error().sentence));
        QCOMPARE(state->kind, SchemaState::Kind::current);
    }

    void shouldWaitForTheLockOfAStep()
    {
        QVERIFY(migrate(*m_connection, Foreign::refuse, {}, programSchemaVersion() - 1));
        const auto looking = connectTo(*m_database);
        QVERIFY(m_connection->runAll("begin; select pg_advisory_xact_lock(7214000)"));
        std::jthread step([&] {
            std::this_thread::sleep_for(std::chrono::seconds{3}); // longer than a pause between two steps
            m_connection->runAll("commit").value();
            migrate(*m_connection, Foreign::refuse).value();
        });
        const auto state = settledSchemaState(*looking);
        QVERIFY2(state, state ? "" : qPrintable(state.error().sentence));
        QCOMPARE(state->kind, SchemaState::Kind::current);
    }

    /// Anybody who may log in can hold that lock.
    void shouldNotWaitForTheLockWhereTheSchemaIsCurrent()
    {
        QVERIFY(migrate(*m_connection, Foreign::refuse));
        const auto other = connectTo(*m_database);
        QVERIFY(other->runAll("begin; select pg_advisory_xact_lock(7214000)"));
        const auto looking =
            std::async(std::launch::async, [&] { return settledSchemaState(*m_connection); });
        const bool atOnce = looking.wait_for(std::chrono::seconds{10}) == std::future_status::ready;
        QVERIFY(other->runAll("commit"));
        QVERIFY(atOnce);
    }

    void shouldSayWhoHoldsTheLock()
    {
        QVERIFY(migrate(*m_connection, Foreign::refuse, {}, programSchemaVersion() - 1));
        const auto other = connectTo(*m_database);
        QVERIFY(other->runAll("begin; select pg_advisory_xact_lock(7214000)"));
        const auto pid = other->run("select pg_backend_pid()");
        QVERIFY(pid);
        std::jthread giving([&] {
            std::this_thread::sleep_for(std::chrono::seconds{1});
            other->runAll("commit").value();
        });
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(u"process "_s + QString::number(pid->integer(0, 0)) +
                                                u" of the role .* holds the turn"_s));
        QVERIFY(migrate(*m_connection, Foreign::refuse));
    }

    void shouldCallASchemaOlderThatNobodyMigrates()
    {
        QVERIFY(migrate(*m_connection, Foreign::refuse, {}, programSchemaVersion() - 1));
        QCOMPARE(settledSchemaState(*m_connection)->kind, SchemaState::Kind::older);
    }

    /// Nobody finds a current schema that he may not use yet.
    void shouldGrantInTheTransactionOfTheLastStep()
    {
        const std::string name = "granted_" + m_database->name();
        Sql(adminUrl()).run("create role " + name);
        Sql &sql = m_database->sql();
        const int last = programSchemaVersion();
        QVERIFY(migrate(*m_connection, Foreign::refuse, {}, last - 1));
        // Stops whoever grants anything: the step goes back with it.
        Sql(m_database->urlAsAdmin())
            .run("create function no_grants() returns event_trigger language plpgsql as "
                 "'begin raise exception ''no grants today''; end';"
                 "create event trigger no_grants on ddl_command_start when tag in ('GRANT') execute function "
                 "no_grants()");
        QVERIFY(!migrate(*m_connection, Foreign::refuse, name));
        QCOMPARE(sql.number("select max(version) from rig.schema_migration"), last - 1);
        Sql(m_database->urlAsAdmin()).run("drop event trigger no_grants; drop function no_grants()");
        QVERIFY(migrate(*m_connection, Foreign::refuse, name));
        Sql(m_database->urlAsAdmin()).run("drop owned by " + name + "; drop role " + name);
    }

    void shouldGrantToARoleOfAnyNameWhatItNeedsAndNoMore()
    {
        const std::string name = "o'dd \"role\" " + m_database->name();
        const std::string quoted = "\"o'dd \"\"role\"\" " + m_database->name() + '"';
        Sql(adminUrl()).run("create role " + quoted);
        const auto report = migrate(*m_connection, Foreign::refuse, name);
        QVERIFY2(report, report ? "" : qPrintable(report.error().sentence));
        Sql &sql = m_database->sql();
        const auto may = [&](const char *table, const char *privilege) {
            return sql.text("select has_table_privilege($1, $2, $3)", {name, table, privilege}) == "t";
        };
        QVERIFY(may("rig.reading", "insert") && may("rig.plant_revision", "update") &&
                may("public.rig_readings", "select"));
        for (const char *appended : {"rig.stream", "rig.reading", "rig.rejected_message", "rig.limit_event"})
            QVERIFY2(may(appended, "insert") && !may(appended, "update, delete, truncate"), appended);
        for (const char *read :
             {"rig.schema_migration", "rig.store", "rig.audit_record", "rig.reading_partition"})
            QVERIFY2(may(read, "select") && !may(read, "insert, update, delete, truncate"), read);
        const auto mayCall = [&](const char *function) {
            return sql.text("select has_function_privilege($1, $2, 'execute')", {name, function}) == "t";
        };
        QVERIFY(mayCall("rig.ensure_partition(date)") && may("rig.ingest_claim", "delete"));
        QVERIFY(!mayCall("rig.move_to_partition(date, text)"));
        QCOMPARE(sql.text("select has_schema_privilege($1, 'rig', 'create')", {name}), std::string("f"));
        Sql(m_database->urlAsAdmin()).run("drop owned by " + quoted + "; drop role " + quoted);
    }

private:
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<Connection> m_connection;
};

std::unique_ptr<QObject> makeMigrationsTest()
{
    return std::make_unique<MigrationsTest>();
}

#include "migrationstest.moc"
