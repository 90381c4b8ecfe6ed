#include "storage/sqlstate.h"

#include "storage/database.h"
#include "storage/tests.h"
#include "support/serverdisk.h"

using namespace Qt::Literals::StringLiterals;
using namespace rig::storage;
using namespace rig::test;
using rig::Error;
using rig::ErrorKind;

namespace {

/// Any connection's own sentence without what every test server calls itself otherwise.
QString adviceIn(const Error &error)
{
    return error.sentence.section(u"). "_s, 1);
}

} // namespace

class SqlStateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldSayWhatToDo_data()
    {
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("advice");
        const auto row = [](const char *state, ErrorKind kind, const QString &advice) {
            QTest::newRow(state) << QByteArray(state) << kind << advice;
        };
        row("53100", ErrorKind::full, u"free space there"_s);
        row("53200", ErrorKind::full, u"no memory left"_s);
        row("53300", ErrorKind::unavailable, u"raise max_connections"_s);
        row("53400", ErrorKind::unavailable, u"limit of its configuration"_s);
        row("25006", ErrorKind::unavailable, u"name the primary in DATABASE_URL"_s);
        row("40001", ErrorKind::unavailable, u"can be tried again"_s);
        row("40P01", ErrorKind::unavailable, u"can be tried again"_s);
        row("42501", ErrorKind::refused, u"`rigctl migrate` grants"_s);
        row("42P01", ErrorKind::damaged, u"restore the database"_s);
        row("42703", ErrorKind::damaged, u"restore the database"_s);
        row("42883", ErrorKind::damaged, u"restore the database"_s);
        row("3F000", ErrorKind::damaged, u"restore the database"_s);
        row("55P03", ErrorKind::unavailable, u"pg_locks"_s);
        row("57014", ErrorKind::unavailable, u"pg_stat_activity"_s);
        row("57P01", ErrorKind::unavailable, u"wait until it answers again"_s);
        row("57P02", ErrorKind::unavailable, u"wait until it answers again"_s);
        row("57P03", ErrorKind::unavailable, u"wait until it answers again"_s);
        row("58030", ErrorKind::unavailable, u"its log"_s);
        row("XX001", ErrorKind::damaged, u"its log"_s);
        // Nothing that a person could change follows from these.
        row("", ErrorKind::unavailable, {});
        row("08006", ErrorKind::unavailable, {});
        row("22003", ErrorKind::damaged, {});
        row("23505", ErrorKind::conflict, {});
        row("28P01", ErrorKind::refused, {});
        row("3D000", ErrorKind::badConfiguration, {});
    }

    void shouldSayWhatToDo()
    {
        QFETCH(QByteArray, state);
        QFETCH(ErrorKind, kind);
        QFETCH(QString, advice);
        QCOMPARE(kindOf(state.constData()), kind);
        const QString said = adviceOn(state.constData(), u"DATABASE_URL"_s);
        QCOMPARE(said.isEmpty(), advice.isEmpty());
        QVERIFY2(said.contains(advice), qPrintable(said));
    }

    void shouldSayWhatToDoAboutAConnection_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("advice");
        const auto row = [](const QString &message, const QString &advice) {
            QTest::newRow(qPrintable(message)) << message << advice;
        };
        const QString host = u"change host and port in DATABASE_URL"_s;
        row(u"Connection refused"_s, host);
        row(u"connection to server on socket \"/run/.s.PGSQL.5432\" failed: No such file or directory"_s,
            host);
        row(u"connection to server on socket \"/home/monkey/nokey/.s.PGSQL.5432\" failed: No such file "
            "or directory"_s,
            host);
        row(u"could not translate host name \"db\" to address: Name or service not known"_s,
            u"correct it in DATABASE_URL"_s);
        row(u"timeout expired"_s, u"does a firewall stand in the way"_s);
        row(u"received invalid response to SSL negotiation: \025"_s,
            u"check host and port in DATABASE_URL"_s);
        row(u"expected authentication request from server, but received H"_s,
            u"check host and port in DATABASE_URL"_s);
        row(u"FATAL:  no pg_hba.conf entry for host \"::1\", user \"rig\", database \"rig\", no encryption"_s,
            u"sslmode=verify-full belongs into the URL"_s);
        const QString ours = u"sslcert names one"_s;
        row(u"FATAL:  certificate authentication failed for user \"rig\""_s, ours);
        row(u"FATAL:  connection requires a valid client certificate"_s, ours);
        row(u"SSL error: tlsv1 alert unknown ca"_s, ours);
        row(u"SSL error: certificate verify failed"_s, u"nobody whom sslrootcert in the URL names"_s);
        row(u"server certificate for \"db\" does not match host name \"10.0.0.1\""_s,
            u"sslrootcert names the certificates"_s);
    }

    void shouldSayWhatToDoAboutAConnection()
    {
        QFETCH(QString, message);
        QFETCH(QString, advice);
        const QString said = adviceOnReaching(message, u"DATABASE_URL"_s) + adviceOnTls(message);
        QVERIFY2(said.contains(advice), qPrintable(said));
        QCOMPARE(said.count(u"sslrootcert"_s), advice.count(u"sslrootcert"_s));
        QVERIFY(!adviceOnReaching(message, {}).contains(u"DATABASE_URL"_s));
    }

    /// A file that is missing here is no server that is missing there.
    void shouldNotBlameTheServerForAFile()
    {
        for (const QString &message :
             {u"could not read root certificate file \"/ca.pem\": No such file or directory"_s,
              u"could not load private key file \"/k.pem\": No such file or directory"_s})
            QCOMPARE(adviceOnReaching(message, u"DATABASE_URL"_s), QString());
    }

    void shouldTellMissingRoomForLocksFromMissingMemory()
    {
        const QString locks =
            adviceOn("53200", {}, u"You might need to increase max_locks_per_transaction."_s);
        QVERIFY2(locks.contains(u"raise max_locks_per_transaction"_s), qPrintable(locks));
        QVERIFY(!adviceOn("53200", {}).contains(u"max_locks_per_transaction"_s));
    }

    void shouldNameNoSettingWhereThereIsNone()
    {
        QVERIFY(adviceOn("25006", {}).endsWith(u"Make it writable."_s));
    }
};

/// The same from a real server.
class ServerRefusalsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_DATABASE(); }
    void init() { m_database = std::make_unique<TestDatabase>(); }
    void cleanup() { m_database.reset(); }

    void shouldAdviseOnAFullDisk()
    {
        const ServerDisk disk(2);
        if (!disk.mounted())
            QSKIP("Nothing may be mounted here.");
        const std::string name = "small_" + m_database->name();
        Sql admin(m_database->urlAsAdmin());
        admin.run("create tablespace " + name + " location '" + disk.path() + "'");
        admin.run("grant create on tablespace " + name + " to public");
        const auto connection = connectTo(*m_database);
        QVERIFY(connection->run(("create table filling (bytes text) tablespace " + name).c_str()));
        const auto full = connection->run("insert into filling select repeat(md5(i::text), 60) "
                                          "from generate_series(1, 20000) i");
        QVERIFY(connection->run("drop table filling"));
        admin.run("drop tablespace " + name);
        QVERIFY(!full);
        QCOMPARE(full.error().kind, ErrorKind::full);
        const QString sentence = full.error().sentence;
        QVERIFY2(sentence.contains(u"No space left on device (SQLSTATE 53100). The disk of the database's "
                                   "server is full: free space there"_s),
                 qPrintable(sentence));
        QVERIFY2(!sentence.contains(u"broker"_s), qPrintable(sentence));
    }

    void shouldAdviseOnTooManyLocks()
    {
        const auto connection = connectTo(*m_database);
        const auto transaction = Transaction::begin(*connection);
        const auto full =
            connection->run("select count(pg_advisory_xact_lock(i)) from generate_series(1, 1000000) i");
        QVERIFY(!full);
        QVERIFY2(full.error().sentence.contains(u"raise max_locks_per_transaction"_s),
                 qPrintable(full.error().sentence));
    }

    void shouldAdviseOnADatabaseThatOnlyReads()
    {
        m_database->sql().run("alter database " + m_database->name() +
                              " set default_transaction_read_only = on");
        auto address = addressOf(*m_database);
        address.setting = u"DATABASE_URL in .env"_s;
        const auto refused = Connection::open(address).value()->run("create table t ()");
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::unavailable);
        QVERIFY2(adviceIn(refused.error()).endsWith(u"or name the primary in DATABASE_URL in .env."_s),
                 qPrintable(refused.error().sentence));
    }

    void shouldAdviseOnTooManyConnections()
    {
        const std::string role = "crowded_" + m_database->name();
        Sql admin(adminUrl());
        admin.run("create role " + role + " login password 'horse' connection limit 1");
        const auto address = addressOf(m_database->urlAs(role, "horse"));
        {
            const auto first = Connection::open(address);
            QVERIFY(first);
            const auto second = Connection::open(address);
            QVERIFY(!second);
            QCOMPARE(second.error().kind, ErrorKind::unavailable);
            QVERIFY2(second.error().sentence.contains(u"raise max_connections"_s),
                     qPrintable(second.error().sentence));
        }
        admin.run("drop role " + role);
    }

    void shouldAdviseOnAServerThatIsStopped()
    {
        const auto connection = connectTo(*m_database);
        m_database->sql().run("select pg_terminate_backend(pid, 5000) from pg_stat_activity "
                              "where datname = current_database() and pid <> pg_backend_pid()");
        const auto ended = connection->run("select 1");
        QVERIFY(!ended);
        QCOMPARE(ended.error().kind, ErrorKind::unavailable);
        QVERIFY2(ended.error().sentence.contains(u"wait until it answers again"_s),
                 qPrintable(ended.error().sentence));
    }

    void shouldAdviseOnALock()
    {
        Sql other(m_database->url());
        other.run("create table t ()");
        other.run("begin; lock table t");
        const auto connection = connectTo(*m_database);
        const auto transaction = Transaction::begin(*connection, std::chrono::milliseconds{100});
        QVERIFY(transaction);
        const auto waited = connection->run("select from t");
        QVERIFY(!waited);
        QCOMPARE(waited.error().kind, ErrorKind::unavailable);
        QVERIFY2(adviceIn(waited.error()).contains(u"pg_locks"_s), qPrintable(waited.error().sentence));
    }

    void shouldAdviseOnAStatementThatTakesTooLong()
    {
        const auto connection = connectTo(*m_database);
        const auto transaction = Transaction::begin(*connection, std::chrono::milliseconds{100});
        QVERIFY(transaction);
        const auto slow = connection->run("select pg_sleep(10)");
        QVERIFY(!slow);
        QVERIFY2(adviceIn(slow.error()).contains(u"pg_stat_activity"_s), qPrintable(slow.error().sentence));
    }

    void shouldAdviseOnAMissingRight()
    {
        const auto refused = connectTo(*m_database)->run("select * from pg_authid");
        QVERIFY(!refused);
        QVERIFY2(adviceIn(refused.error()).contains(u"`rigctl migrate` grants"_s),
                 qPrintable(refused.error().sentence));
    }

private:
    std::unique_ptr<TestDatabase> m_database;
};

std::unique_ptr<QObject> makeSqlStateTest()
{
    return std::make_unique<SqlStateTest>();
}

std::unique_ptr<QObject> makeServerRefusalsTest()
{
    return std::make_unique<ServerRefusalsTest>();
}

#include "sqlstatetest.moc"
