#include "settings/databaseurl.h"
#include "spine/tests.h"
#include "spine/world.h"
#include "storage/migrations.h"
#include "support/randommessages.h"
#include "support/waiting.h"

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;

namespace {

/// A role of its own for one test, without any right; dropped with the object, with what it was granted.
class Role
{
public:
    explicit Role(TestDatabase &database) : m_database(database), name("role_" + database.name())
    {
        setPassword(password);
    }
    ~Role() { Sql(m_database.urlAsAdmin()).run("drop owned by " + name + "; drop role " + name); }
    Q_DISABLE_COPY_MOVE(Role)

    void setPassword(const std::string &text)
    {
        const bool there =
            Sql(adminUrl()).number("select count(*) from pg_roles where rolname = $1", {name}) > 0;
        Sql(adminUrl())
            .run((there ? "alter role " : "create role ") + name + " login password '" + text + "'");
    }
    QString url() const { return QString::fromStdString(m_database.urlAs(name, password)); }

private:
    TestDatabase &m_database;

public:
    const std::string name;
    const std::string password = "correct-horse";
};

void sendRandom(World &world, int count, std::uint32_t seed)
{
    RandomMessages random(seed);
    for (int i = 0; i < count; ++i)
        world.producer.send(random.next());
    world.producer.flush();
}

QString ownerUrl(const World &world)
{
    return QString::fromStdString(world.database.url());
}

} // namespace

class DatabaseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_BROKER(); }

    void shouldWorkWithTwoRoles()
    {
        World world;
        const Role role(world.database);
        world.installation.set(u"DATABASE_URL"_s, role.url());
        world.installation.set(u"DATABASE_OWNER_URL"_s, ownerUrl(world));
        world.importDemo();
        const auto node = world.installation.startNode();
        sendRandom(world, 300, 1);
        RIG_VERIFY_STORED(world);
        QCOMPARE(world.database.sql().text(
                     "select tableowner from pg_tables where schemaname = 'rig' and tablename = "
                     "'reading'"),
                 std::string("rig"));
    }

    void shouldNameTheRightThatIsMissingAndGoOnOnceItIsThere()
    {
        World world;
        const Role role(world.database);
        world.importDemo(); // as the owner
        world.installation.set(u"DATABASE_URL"_s, role.url());
        const auto node = world.installation.startNode();
        sendRandom(world, 300, 2);
        QVERIFY2(node->says(u"permission denied for schema rig"_s), qPrintable(node->said()));
        world.installation.set(u"DATABASE_OWNER_URL"_s, ownerUrl(world));
        RIG_VERIFY_DONE(world.installation.run({u"migrate"_s})); // grants them
        QVERIFY(world.stored());

        Sql(world.database.url()).run("revoke insert on rig.reading from " + role.name);
        sendRandom(world, 300, 3);
        QVERIFY2(node->says(u"permission denied for table reading"_s), qPrintable(node->said()));
        QVERIFY(!node->said().contains(QString::fromStdString(role.password)));
        RIG_VERIFY_DONE(world.installation.run({u"migrate"_s}));
        RIG_VERIFY_STORED(world);
        QCOMPARE(node->stop(), 0);
    }

    void shouldGoOnOnceAWrongPasswordIsMended()
    {
        World world;
        Role role(world.database);
        world.installation.set(u"DATABASE_URL"_s, role.url());
        world.installation.set(u"DATABASE_OWNER_URL"_s, ownerUrl(world));
        world.importDemo();
        role.setPassword("battery-staple");
        const auto node = world.installation.startNode();
        sendRandom(world, 300, 4);
        QVERIFY2(node->says(u"password authentication failed"_s), qPrintable(node->said()));
        QVERIFY2(node->said().contains(u"DATABASE_URL"_s), qPrintable(node->said()));
        QVERIFY(!node->said().contains(u"correct-horse"_s));
        role.setPassword(role.password);
        RIG_VERIFY_STORED(world);
        QCOMPARE(node->stop(), 0);
    }

    void shouldRefuseForeignTablesAndAdoptThem()
    {
        World world;
        Sql &sql = world.database.sql();
        sql.run("create table sensor_readings (id serial primary key, machine_id text, temperature float8);"
                "insert into sensor_readings (machine_id, temperature) values ('A', 75.5), ('B', null);"
                "create table audit_logs_v2 (id bigint, hash_chain text); insert into audit_logs_v2 values "
                "(1, 'x')");
        const auto node = world.installation.startNode();
        sendRandom(world, 100, 5);
        const QString advice = u"rigctl migrate --adopt"_s;
        for (const QStringList &words :
             {QStringList{u"migrate"_s}, QStringList{u"plant"_s, u"import"_s, u"demo"_s}}) {
            const Outcome refused = world.installation.run(words);
            QCOMPARE(refused.exitCode, 1);
            QVERIFY2(refused.err.contains(advice), qPrintable(refused.err));
            QVERIFY2(refused.err.contains(u"public.audit_logs_v2, public.sensor_readings"_s),
                     qPrintable(refused.err));
        }
        QVERIFY2(node->says(advice), qPrintable(node->said()));
        QCOMPARE(sql.number("select count(*) from pg_namespace where nspname = 'rig'"), 0);

        const Outcome adopted = world.installation.run({u"migrate"_s, u"--adopt"_s});
        RIG_VERIFY_DONE(adopted);
        QCOMPARE(
            sql.text(
                "select string_agg(id || machine_id || coalesce(temperature::text, '-'), ',' order by id) "
                "from rig_legacy.sensor_readings"),
            std::string("1A75.5,2B-"));
        QCOMPARE(sql.text("select hash_chain from rig_legacy.audit_logs_v2"), std::string("x"));
        RIG_VERIFY_DONE(world.installation.run({u"migrate"_s, u"--adopt"_s}));
        world.importDemo();
        RIG_VERIFY_STORED(world); // by the node that was refused before
    }

    void shouldWaitForTheMigrationOfAnOlderSchema()
    {
        World world;
        const int last = rig::storage::programSchemaVersion();
        world.importDemo();
        world.database.sql().run("drop schema rig cascade");
        world.database.sql().run(
            "drop view if exists rig_messages, rig_readings, rig_rejected, rig_limit_events");
        const auto address = rig::settings::parseDatabaseUrl(world.database.url());
        const auto connection = rig::storage::Connection::open(address.value());
        QVERIFY(rig::storage::migrate(**connection, rig::storage::Foreign::refuse, {}, last - 1));

        const auto node = world.installation.startNode();
        sendRandom(world, 100, 6);
        const QString sentence =
            u"has schema version %1, this program works with %2. Run `rigctl migrate`."_s;
        QVERIFY2(node->says(sentence.arg(last - 1).arg(last)), qPrintable(node->said()));
        QCOMPARE(world.installation.run({u"plant"_s, u"import"_s, u"demo"_s}).exitCode, 1);
        RIG_VERIFY_DONE(world.installation.run({u"migrate"_s}));
        world.importDemo();
        RIG_VERIFY_STORED(world);
    }

    void shouldGiveCrowdedDaysTheirPartitionsWhenMigrating()
    {
        World world;
        const Role role(world.database);
        world.installation.set(u"DATABASE_URL"_s, role.url());
        world.installation.set(u"DATABASE_OWNER_URL"_s, ownerUrl(world));
        world.importDemo();
        Sql &sql = world.database.sql();
        sql.run("insert into rig.reading select '2024-03-01Z'::timestamptz + interval '1 ms' * i, i, now(), "
                "9, 0, "
                "1, 1, 0, 0, '{1}', null, null from generate_series(1, 10000) i");
        const Outcome migrated = world.installation.run({u"migrate"_s});
        RIG_VERIFY_DONE(migrated);
        QVERIFY2(migrated.out.contains(u"Moved 10000 readings out of the default partition. "
                                       "Days that got their own: 1."_s),
                 qPrintable(migrated.out));
        QCOMPARE(sql.number("select count(*) from rig.reading_20240301"), 10000);
        const Outcome again = world.installation.run({u"migrate"_s, u"--json"_s});
        QVERIFY2(again.out.contains(u"\"emptied_days\":0"_s), qPrintable(again.out));
    }

    void shouldRefuseASchemaItDoesNotKnow_data()
    {
        QTest::addColumn<QByteArray>("change");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("newer") << QByteArray(
                                      "insert into rig.schema_migration values (99, '0099_x.sql', 'x')")
                               << u"made by a newer program"_s;
        QTest::newRow("changed") << QByteArray(
                                        "update rig.schema_migration set checksum = 'x' where version = 2")
                                 << u"ran a migration that is not the one this program knows"_s;
    }

    void shouldRefuseASchemaItDoesNotKnow()
    {
        QFETCH(QByteArray, change);
        QFETCH(QString, sentence);
        World world;
        world.importDemo();
        world.database.sql().run(change.toStdString());
        const Outcome refused = world.installation.run({u"migrate"_s});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains(sentence), qPrintable(refused.err));
        const auto node = world.installation.startNode();
        sendRandom(world, 10, 7);
        QVERIFY2(node->says(sentence), qPrintable(node->said()));
        QCOMPARE(world.database.sql().number("select count(*) from rig.reading"), 0);
        QCOMPARE(node->stop(), 0);
    }
};

std::unique_ptr<QObject> makeDatabaseTest()
{
    return std::make_unique<DatabaseTest>();
}

#include "databasetest.moc"
