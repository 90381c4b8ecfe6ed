#include "hosted/tests.h"
#include "spine/load.h"
#include "spine/world.h"
#include "support/proxy.h"
#include "support/serverdisk.h"
#include "support/waiting.h"

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;

namespace {

constexpr auto waking = 10s; ///< what serverless databases take at most

/// A role of its own for one test; dropped with the object.
class Role
{
public:
    explicit Role(TestDatabase &database) : m_database(database), m_name("role_" + database.name())
    {
        Sql(adminUrl()).run("create role " + m_name + " login password 'first-word'");
    }
    ~Role() { Sql(m_database.urlAsAdmin()).run("drop owned by " + m_name + "; drop role " + m_name); }
    Q_DISABLE_COPY_MOVE(Role)

    QString url(const std::string &password) const
    {
        return QString::fromStdString(m_database.urlAs(m_name, password));
    }
    void changePassword(const std::string &password)
    {
        Sql(adminUrl()).run("alter role " + m_name + " password '" + password + "'");
    }
    void endSessions()
    {
        Sql(adminUrl())
            .run("select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = '" + m_name +
                 "'");
    }

private:
    TestDatabase &m_database;
    std::string m_name;
};

} // namespace

class HostedDatabaseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_BROKER(); }

    void shouldWaitForADatabaseThatSleeps()
    {
        World world;
        Proxy proxy;
        world.installation.set(u"DATABASE_URL"_s,
                               QString::fromStdString(proxy.through(world.database.url())));
        proxy.sleep(waking);
        const Outcome imported = world.installation.run({u"plant"_s, u"import"_s, u"demo"_s});
        QVERIFY2(imported.exitCode == 0, qPrintable(imported.err));
        QVERIFY2(imported.err.contains(u"Waiting for the database"_s), qPrintable(imported.err));

        proxy.sleep(waking);
        const auto node = world.installation.startNode();
        world.send({reading("A", {{"rpm", 1}}, now())});
        QVERIFY2(node->says(u"timeout expired"_s), qPrintable(node->said()));
        QVERIFY2(world.stored(), qPrintable(node->said()));

        proxy.sleep(waking);
        Load load(world.producer, 200, 31);
        QVERIFY2(node->says(u"pausing, the broker keeps what is not yet read"_s), qPrintable(node->said()));
        std::this_thread::sleep_for(2s);
        load.stop();
        RIG_VERIFY_STORED(world);
        QVERIFY(awaitReader("judge", world.database, world.topic.name(), world.producer.messages(), 30s));
        QCOMPARE(node->stop(), 0);
    }

    void shouldPauseWhileItIsFullAndGoOnWhenThereIsRoom()
    {
        ServerDisk disk(24);
        if (!disk.mounted())
            QSKIP("Nothing may be mounted here.");
        World world;
        const std::string space = "space_" + world.database.name();
        Sql admin(world.database.urlAsAdmin());
        admin.run("create tablespace " + space + " location '" + disk.path() + "'");
        admin.run("grant create on tablespace " + space + " to public");
        admin.run("alter database " + world.database.name() + " set default_tablespace = " + space);
        {
            world.importDemo();
            const auto node = world.installation.startNode();
            world.send({reading("A", {{"rpm", 1}}, now())});
            QVERIFY2(world.stored(), qPrintable(node->said()));
            disk.fill();
            Load load(world.producer, 1000, 32);
            QVERIFY2(node->says(u"The disk of the database's server is full: free space there"_s, 20s),
                     qPrintable(node->said()));
            QVERIFY2(node->says(u"pausing, the broker keeps what is not yet read"_s),
                     qPrintable(node->said()));
            std::this_thread::sleep_for(1s);
            load.stop();
            QVERIFY(node->running());
            disk.clear();
            RIG_VERIFY_STORED(world);
            QVERIFY(awaitReader("judge", world.database, world.topic.name(), world.producer.messages(), 30s));
            QCOMPARE(node->stop(), 0);
        }
        world.database.sql().run("drop schema rig cascade");
        admin.run("drop tablespace " + space);
    }

    void shouldTakeANewPasswordWithANewStart()
    {
        World world;
        Role role(world.database);
        world.installation.set(u"DATABASE_URL"_s, role.url("first-word"));
        world.installation.set(u"DATABASE_OWNER_URL"_s, QString::fromStdString(world.database.url()));
        world.importDemo();
        auto node = world.installation.startNode();
        world.send({reading("A", {{"rpm", 1}}, now())});
        QVERIFY2(world.stored(), qPrintable(node->said()));

        role.changePassword("second-word");
        world.send({reading("A", {{"rpm", 2}}, now())}); // over what is connected already
        QVERIFY2(world.stored(), qPrintable(node->said()));
        role.endSessions();
        world.send({reading("A", {{"rpm", 3}}, now())});
        QVERIFY2(node->says(u"password authentication failed"_s), qPrintable(node->said()));
        QVERIFY2(node->says(u"Check DATABASE_URL"_s), qPrintable(node->said()));
        QCOMPARE(node->stop(), 0);
        QVERIFY(!node->said().contains(u"first-word"_s));

        world.installation.set(u"DATABASE_URL"_s, role.url("second-word"));
        node = world.installation.startNode();
        RIG_VERIFY_STORED(world);
        QCOMPARE(node->stop(), 0);
    }
};

std::unique_ptr<QObject> makeHostedDatabaseTest()
{
    return std::make_unique<HostedDatabaseTest>();
}

#include "databasetest.moc"
