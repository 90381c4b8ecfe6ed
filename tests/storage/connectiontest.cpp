#include "storage/connection.h"

#include "storage/database.h"
#include "storage/session.h"
#include "storage/tests.h"
#include "support/proxy.h"
#include "support/tls.h"

using namespace Qt::Literals::StringLiterals;
using namespace rig::storage;
using namespace rig::test;
using namespace std::chrono_literals;
using rig::ErrorKind;
using std::chrono::steady_clock;

namespace {

std::unique_ptr<Connection> connectThrough(const Proxy &proxy, const TestDatabase &database,
                                           rig::WaitCheck interrupted = {})
{
    return Connection::open(addressOf(proxy.through(database.url())), std::move(interrupted)).value();
}

std::optional<ErrorKind> kindOf(Connection &connection, const char *sql)
{
    const auto rows = connection.run(sql);
    return rows ? std::nullopt : std::optional(rows.error().kind);
}

} // namespace

class ConnectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        RIG_NEEDS_DATABASE();
        m_database = std::make_unique<TestDatabase>();
    }
    void cleanupTestCase() { m_database.reset(); }

    void shouldNotBeginAConnectionThatNobodyWaitsFor()
    {
        bool over = true;
        Session session(addressOf(m_database->url()), [&over](std::chrono::milliseconds) { return over; });
        QCOMPARE(session.connection().error().kind, ErrorKind::cancelled);
        over = false;
        QCOMPARE(session.connection().error().kind, ErrorKind::refused); // it is empty
    }

    void shouldPassParametersAsTheyAre_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("quotes") << QByteArray(R"('; drop table x; -- "\' $1 %s)");
        QTest::newRow("other scripts") << QByteArray("Mühle 七 🏭");
        QTest::newRow("long") << QByteArray(2'000'000, 'x');
    }

    void shouldPassParametersAsTheyAre()
    {
        QFETCH(QByteArray, text);
        const auto rows = connectTo(*m_database)
                              ->run("select $1::text, $2::text is null", {text.toStdString(), std::nullopt});
        QVERIFY(rows);
        QCOMPARE(rows->text(0, 0), text.toStdString());
        QVERIFY(rows->flag(0, 1));
    }

    void shouldTellWhatKindOfErrorItIs()
    {
        const auto connection = connectTo(*m_database);
        QVERIFY(connection->runAll("create table kinds (id int primary key); insert into kinds values (1)"));
        QCOMPARE(kindOf(*connection, "insert into kinds values (1)"), ErrorKind::conflict);
        QCOMPARE(kindOf(*connection, "selec 1"), ErrorKind::damaged);
        QCOMPARE(kindOf(*connection, "select * from pg_authid"), ErrorKind::refused);
        QCOMPARE(kindOf(*connection, "set statement_timeout = 50"), std::nullopt);
        QCOMPARE(kindOf(*connection, "select pg_sleep(5)"), ErrorKind::unavailable);
        QVERIFY(connection->alive()); // none of these breaks it
        QCOMPARE(kindOf(*connection, "select 1"), std::nullopt);
    }

    void shouldNameDatabaseAndStateButNoPassword()
    {
        const auto connection = connectTo(*m_database);
        const auto rows = connection->run("select * from nowhere");
        QVERIFY(!rows);
        QVERIFY(rows.error().sentence.contains(QString::fromStdString(m_database->name())));
        QVERIFY(rows.error().sentence.contains(u"relation \"nowhere\" does not exist (SQLSTATE 42P01)"_s));
        QVERIFY(!rows.error().sentence.contains(QString::fromStdString(addressOf(*m_database).password)));
    }

    void shouldSayWhyItCannotConnect()
    {
        auto address = addressOf(*m_database);
        address.password = "wrong-horse";
        address.setting = u"DATABASE_OWNER_URL in .env"_s;
        auto refused = Connection::open(address);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::refused);
        const QString sentence = refused.error().sentence;
        QVERIFY2(sentence.contains(u"password authentication failed"_s), qPrintable(sentence));
        QVERIFY(sentence.contains(u"Check DATABASE_OWNER_URL in .env."_s) &&
                !sentence.contains(u"wrong-horse"_s));

        address = addressOf(*m_database);
        address.database = "nothing_of_that_name";
        refused = Connection::open(address);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::badConfiguration);

        address = addressOf(*m_database);
        address.port = 1;
        address.setting = u"DATABASE_URL"_s;
        refused = Connection::open(address);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::unavailable);
        QVERIFY(refused.error().retryable());
        QVERIFY2(refused.error().sentence.endsWith(u"start it, or change host and port in DATABASE_URL."_s),
                 qPrintable(refused.error().sentence));

        address.host = "db.invalid";
        refused = Connection::open(address);
        QVERIFY(!refused);
        QVERIFY2(refused.error().sentence.contains(u"correct it in DATABASE_URL"_s),
                 qPrintable(refused.error().sentence));
    }

    void shouldEncryptAndVerify()
    {
        const auto connection = Connection::open(addressOf(
            atLocalhost(m_database->url(), "sslmode=verify-full&sslrootcert=" + certificateAuthority())));
        QVERIFY2(connection, qPrintable(connection ? QString() : connection.error().sentence));
        QVERIFY((*connection)->run("select ssl from pg_stat_ssl where pid = pg_backend_pid()")->flag(0, 0));
    }

    void shouldNotTrustAServerThatIsNotVerified_data()
    {
        QTest::addColumn<QString>("url");
        const auto row = [](const char *name, const std::string &url) {
            QTest::newRow(name) << QString::fromStdString(url);
        };
        const std::string verified = "sslmode=verify-full&sslrootcert=";
        row("signed by somebody else", atLocalhost(m_database->url(), verified + otherAuthority()));
        row("the system does not know who signed it",
            atLocalhost(m_database->url(), verified + "/etc/ssl/certs/ca-certificates.crt"));
        row("an address that is not in the certificate",
            m_database->url() + '?' + verified + certificateAuthority());
    }

    void shouldNotTrustAServerThatIsNotVerified()
    {
        QFETCH(QString, url);
        const auto refused = Connection::open(addressOf(url.toStdString()));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::refused);
        const QString sentence = refused.error().sentence;
        QVERIFY2(sentence.contains(u"sslrootcert"_s), qPrintable(sentence));
    }

    void shouldNameTheSettingOfItsOwnAddress()
    {
        auto address = addressOf(*m_database);
        address.setting = u"DATABASE_OWNER_URL"_s;
        const auto connection = Connection::open(address).value();
        QCOMPARE(connection->run("select * from nowhere").error().setting, u"DATABASE_OWNER_URL"_s);
    }

    void shouldPassOptionsToTheServerAsTheyAre_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("spaces") << QByteArray("plant 1 host=elsewhere");
        QTest::newRow("quotes") << QByteArray("o'clock \\' port='1");
        QTest::newRow("commas and equals") << QByteArray("a=b,c");
    }

    void shouldPassOptionsToTheServerAsTheyAre()
    {
        QFETCH(QByteArray, name);
        const std::string encoded = name.toPercentEncoding().toStdString();
        const auto connection =
            Connection::open(addressOf(m_database->url() + "?application_name=" + encoded)).value();
        QCOMPARE(connection->run("show application_name")->text(0, 0), name.toStdString());
    }

    void shouldGiveUpOnAServerThatTakesTheConnectionAndIsSilent()
    {
        Proxy proxy;
        proxy.blackHole(true);
        const auto began = steady_clock::now();
        const auto silent = Connection::open(addressOf(proxy.through(m_database->url())));
        QVERIFY(!silent);
        QCOMPARE(silent.error().kind, ErrorKind::unavailable);
        QVERIFY(steady_clock::now() - began < 8s);
    }

    void shouldGiveUpOnAStatementThatIsNotAnswered()
    {
        Proxy proxy;
        const auto connection = connectThrough(proxy, *m_database);
        proxy.blackHole(true);
        const auto began = steady_clock::now();
        const auto rows = connection->runAll("select 1", 1s);
        QVERIFY(!rows);
        QCOMPARE(rows.error().kind, ErrorKind::unavailable);
        QVERIFY(steady_clock::now() - began < 3s);
        QVERIFY(!connection->alive());
        // What it was waiting for must not come as the answer to something else.
        proxy.blackHole(false);
        QVERIFY(!connection->run("select 2"));
    }

    void shouldStopWaitingWhenInterrupted()
    {
        std::atomic<bool> interrupted = false;
        const auto connection =
            connectTo(*m_database, [&](std::chrono::milliseconds) { return interrupted.load(); });
        const std::jthread later([&] {
            std::this_thread::sleep_for(300ms);
            interrupted = true;
        });
        const auto began = steady_clock::now();
        const auto rows = connection->run("select pg_sleep(10)");
        QVERIFY(!rows);
        QCOMPARE(rows.error().kind, ErrorKind::cancelled);
        QVERIFY(steady_clock::now() - began < 2s);
    }

    void shouldNoticeThatTheServerEndedIt()
    {
        const auto connection = connectTo(*m_database);
        QVERIFY(connection->begin());
        m_database->sql().run("select pg_terminate_backend(pid) from pg_stat_activity "
                              "where datname = current_database() and pid <> pg_backend_pid()");
        QCOMPARE(kindOf(*connection, "select 1"), ErrorKind::unavailable);
        QVERIFY(!connection->alive());
    }

    void shouldNotTakeTheCommitOfAFailedTransactionForOne()
    {
        const auto connection = connectTo(*m_database);
        QVERIFY(connection->begin());
        QVERIFY(!connection->run("selec 1"));
        const auto committed = connection->commit();
        QVERIFY(!committed);
        QVERIFY(committed.error().kind != ErrorKind::inDoubt);
        QVERIFY(connection->alive());
    }

    void shouldRollBackWhatIsNotCommitted()
    {
        const auto connection = connectTo(*m_database);
        {
            const auto transaction = Transaction::begin(*connection);
            QVERIFY(transaction);
            QVERIFY(connection->run("create table forgotten ()"));
        }
        QCOMPARE(m_database->sql().text("select to_regclass('forgotten')"), std::string());
    }

    void shouldSayThatTheOutcomeOfACommitIsUnknown_data()
    {
        QTest::addColumn<bool>("committed");
        QTest::newRow("the server heard it") << true;
        QTest::newRow("it never arrived") << false;
    }

    void shouldSayThatTheOutcomeOfACommitIsUnknown()
    {
        QFETCH(bool, committed);
        Proxy proxy;
        const auto connection = connectThrough(proxy, *m_database);
        const std::string table = committed ? "heard" : "unheard";
        QVERIFY(connection->begin());
        QVERIFY(connection->run(("create table " + table + " ()").c_str()));
        proxy.onCommit(committed ? Proxy::OnCommit::cutAfter : Proxy::OnCommit::cutBefore);
        const auto done = connection->commit();
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::inDoubt);
        QVERIFY(done.error().retryable());
        QCOMPARE(proxy.commitsToCut(), 0);
        QCOMPARE(!m_database->sql().text("select to_regclass($1)", {table}).empty(), committed);
    }

    void shouldSayThatACommitIsInDoubtWhenNoAnswerComes()
    {
        Proxy proxy;
        bool interrupted = false;
        const auto connection =
            connectThrough(proxy, *m_database, [&](std::chrono::milliseconds) { return interrupted; });
        QVERIFY(connection->begin());
        proxy.blackHole(true);
        interrupted = true;
        const auto done = connection->commit();
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::inDoubt);
    }

private:
    std::unique_ptr<TestDatabase> m_database;
};

std::unique_ptr<QObject> makeConnectionTest()
{
    return std::make_unique<ConnectionTest>();
}

#include "connectiontest.moc"
