#include "privatepostgrestest.h"

#include "home.h"
#include "local/account.h"
#include "local/processbirth.h"
#include "session.h"
#include "settings/databaseurl.h"

#include <QTest>

#include <csignal>
#include <thread>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using rig::local::PrivatePostgresState;
using Phase = PrivatePostgresState::Phase;

namespace {

mode_t modeOf(const std::filesystem::path &path)
{
    struct stat facts = {};
    return ::stat(path.c_str(), &facts) == 0 ? facts.st_mode & 0777 : 0;
}

/// `start`, or the sentence that says why not.
template <class T> QString outcome(const rig::Result<T> &result)
{
    return result ? u"done"_s : result.error().sentence;
}

} // namespace

PrivatePostgresTest::PrivatePostgresTest() = default;
PrivatePostgresTest::~PrivatePostgresTest() = default;

void PrivatePostgresTest::initTestCase()
{
    m_home = std::make_unique<Home>();
}

void PrivatePostgresTest::cleanupTestCase()
{
    m_home.reset();
}

void PrivatePostgresTest::shouldMakeAClusterAndAnswer()
{
    const Home home(Home::Cluster::none);
    auto postgres = home.postgres();
    QCOMPARE(postgres.look().phase, Phase::absent);
    const auto state = postgres.start();
    QCOMPARE(outcome(state), u"done"_s);
    QCOMPARE(state->phase, Phase::running);
    QVERIFY(!state->adopted);
    QVERIFY(state->version >= 15);
    QVERIFY(!rig::local::birthOf(static_cast<pid_t>(state->process)).empty());

    const auto urls = postgres.urls();
    Session app(urls.url);
    QVERIFY2(app.isOpen(), qPrintable(app.error()));
    QCOMPARE(app.ask("select current_user || ' ' || current_database()"), u"rig_app rig"_s);
    Session owner(urls.ownerUrl);
    QVERIFY2(owner.isOpen(), qPrintable(owner.error()));
    QCOMPARE(owner.ask("select current_user || ' ' || current_database()"), u"rig_owner rig"_s);
    for (const auto &[setting, value] :
         {std::pair{"show server_encoding", u"UTF8"_s}, std::pair{"show fsync", u"on"_s},
          std::pair{"show full_page_writes", u"on"_s}, std::pair{"show synchronous_commit", u"on"_s},
          std::pair{"show data_checksums", u"on"_s}, std::pair{"show shared_buffers", u"64MB"_s},
          std::pair{"show max_locks_per_transaction", u"1024"_s},
          std::pair{"show logging_collector", u"off"_s}, std::pair{"show timezone", u"UTC"_s}})
        QCOMPARE(app.ask(setting), value);
}

void PrivatePostgresTest::shouldStopAndGoOnWhereItWas()
{
    const Home &home = *m_home;
    auto postgres = home.postgres();
    const auto first = postgres.start();
    QCOMPARE(outcome(first), u"done"_s);
    QCOMPARE(Session(postgres.urls().ownerUrl).ask("create table stopped as select 42 as x"), QString());
    QCOMPARE(outcome(postgres.stop()), u"done"_s);
    QCOMPARE(postgres.look().phase, Phase::stopped);
    QVERIFY(rig::local::birthOf(static_cast<pid_t>(first->process)).empty());
    QVERIFY(!Session(postgres.urls().url).isOpen());
    QCOMPARE(outcome(postgres.stop()), u"done"_s);

    const auto second = postgres.start();
    QCOMPARE(outcome(second), u"done"_s);
    QVERIFY(!second->adopted);
    QCOMPARE(Session(postgres.urls().ownerUrl).ask("select x from stopped"), u"42"_s);
}

void PrivatePostgresTest::shouldBeReachedByNobodyElse()
{
    const Home home; // its rights change
    auto postgres = home.postgres();
    QCOMPARE(outcome(postgres.start()), u"done"_s);
    const std::string socket = "host=" + home.folder().native();
    // Not the superuser, no other database, nobody whom the map does not name.
    for (const std::string &other :
         {socket + " user=postgres dbname=rig", socket + " user=postgres dbname=postgres",
          socket + " user=rig_owner dbname=postgres", socket + " user=rig_app dbname=template1"}) {
        const Session session(other);
        QVERIFY(!session.isOpen());
        QVERIFY2(session.error().contains(u"pg_hba.conf"_s), qPrintable(session.error()));
    }
    QCOMPARE(Session(postgres.urls().url).ask("show listen_addresses"), QString());
    // Another account that gets at the socket is turned away by the kernel's word for who it is.
    if (::geteuid() != 0)
        return;
    ::chmod(home.path().c_str(), 0711);
    ::chmod(home.folder().c_str(), 0711);
    ::chmod((home.folder() / ".s.PGSQL.5432").c_str(), 0777);
    QCOMPARE(::seteuid(rig::local::accountNamed("nobody")->user), 0);
    const Session stranger(postgres.urls().url);
    QCOMPARE(::seteuid(0), 0);
    QVERIFY(!stranger.isOpen());
    QVERIFY2(stranger.error().contains(u"Peer authentication failed"_s), qPrintable(stranger.error()));
}

void PrivatePostgresTest::shouldLeaveNothingReadableByOthers()
{
    const Home &home = *m_home;
    auto postgres = home.postgres();
    QCOMPARE(outcome(postgres.start()), u"done"_s);
    QCOMPARE(modeOf(home.path()) & 0007, 0u);
    QCOMPARE(modeOf(home.folder()), 0700u);
    QCOMPARE(modeOf(home.data()), 0700u);
    for (const char *file : {"server.log", "data/postgresql.conf", "data/pg_hba.conf", "data/pg_ident.conf"})
        QCOMPARE(modeOf(home.folder() / file), 0600u);
    QCOMPARE(modeOf(home.folder() / ".s.PGSQL.5432"), 0700u);
}

void PrivatePostgresTest::shouldGiveTheRolesNoMoreThanTheyNeed()
{
    const Home &home = *m_home;
    auto postgres = home.postgres();
    QCOMPARE(outcome(postgres.start()), u"done"_s);
    Session owner(postgres.urls().ownerUrl);
    Session app(postgres.urls().url);
    const char *rights = "select rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls "
                         "from pg_roles where rolname = current_user";
    QCOMPARE(owner.ask(rights), u"f"_s);
    QCOMPARE(app.ask(rights), u"f"_s);

    const QString denied = u"[42501]"_s;
    QCOMPARE(owner.ask("create schema rig; create table rig.t (x int); create view public.v as select 1"),
             QString());
    QCOMPARE(app.ask("create table public.t (x int)"), denied);
    QCOMPARE(app.ask("create schema mine"), denied);
    QCOMPARE(app.ask("select * from rig.t"), denied);
    QCOMPARE(app.ask("set role rig_owner"), denied);
    QCOMPARE(app.ask("select pg_read_file('PG_VERSION')"), denied);
    QCOMPARE(app.ask("copy (select 1) to program 'true'"), denied);
    QCOMPARE(owner.ask("copy (select 1) to program 'true'"), denied);
    QCOMPARE(owner.ask("create role another"), denied);
}

void PrivatePostgresTest::shouldKeepWhatWasCommitted()
{
    const Home &home = *m_home;
    auto postgres = home.postgres();
    const auto first = postgres.start();
    QCOMPARE(outcome(first), u"done"_s);
    Session session(postgres.urls().ownerUrl);
    QCOMPARE(session.ask("create table killed as select g from generate_series(1, 1000) g"), QString());
    session.begin("begin; insert into killed select g from generate_series(1, 1000) g; select pg_sleep(60)");
    QTest::qWait(50);
    ::kill(static_cast<pid_t>(first->process), SIGKILL);
    QTRY_COMPARE(postgres.look().phase, Phase::stopped);

    const auto second = postgres.start();
    QCOMPARE(outcome(second), u"done"_s);
    QVERIFY(!second->adopted);
    QVERIFY(second->process != first->process);
    QCOMPARE(Session(postgres.urls().ownerUrl).ask("select count(*) from killed"), u"1000"_s);
}

void PrivatePostgresTest::shouldWorkInAFolderWithAnOddName()
{
    const Home home(Home::Cluster::made, "it's \"a\" $(b) c\\d %1 é");
    auto postgres = home.postgres();
    QCOMPARE(outcome(postgres.start()), u"done"_s);
    const auto urls = postgres.urls();
    Session app(urls.url);
    QVERIFY2(app.isOpen(), qPrintable(app.error()));
    const auto address = rig::settings::parseDatabaseUrl(urls.ownerUrl);
    QCOMPARE(outcome(address), u"done"_s);
    QCOMPARE(address->host, home.folder().native());
    QCOMPARE(address->user, std::string("rig_owner"));
    QCOMPARE(address->database, std::string("rig"));
    QVERIFY(!address->isRemote());
    QVERIFY(address->password.empty());
    QVERIFY(address->notices.isEmpty());
}

void PrivatePostgresTest::shouldAdoptTheServerThatRuns()
{
    const Home &home = *m_home;
    auto first = home.postgres();
    const auto started = first.start();
    QCOMPARE(outcome(started), u"done"_s);
    Session session(first.urls().url);
    QCOMPARE(session.ask("create temporary table mine (x int)"), QString());

    auto second = home.postgres();
    const auto adopted = second.start();
    QCOMPARE(outcome(adopted), u"done"_s);
    QVERIFY(adopted->adopted);
    QCOMPARE(adopted->process, started->process);
    QCOMPARE(session.ask("select count(*) from mine"), u"0"_s);
}

void PrivatePostgresTest::shouldStopWithTheLastOneWhoLeaves()
{
    const Home &home = *m_home;
    auto first = home.postgres();
    auto second = home.postgres();
    QCOMPARE(outcome(first.start()), u"done"_s);
    QCOMPARE(outcome(second.start()), u"done"_s);
    QCOMPARE(outcome(home.postgres().leave()), u"done"_s); // that one never used it
    QCOMPARE(outcome(first.leave()), u"done"_s);
    QCOMPARE(outcome(first.leave()), u"done"_s);
    QVERIFY(Session(second.urls().url).isOpen());
    QCOMPARE(outcome(second.leave()), u"done"_s);
    QCOMPARE(second.look().phase, Phase::stopped);
}

void PrivatePostgresTest::shouldStartOneServerForManyAtOnce()
{
    const Home home(Home::Cluster::none);
    constexpr int many = 4;
    std::vector<rig::local::PrivatePostgres> users;
    for (int i = 0; i < many; ++i)
        users.push_back(home.postgres());
    std::vector<rig::Result<PrivatePostgresState>> states(many, rig::failure(rig::ErrorKind::notFound, {}));
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < many; ++i)
            threads.emplace_back([&, i] { states[i] = users[i].start(); });
    }
    int adopted = 0;
    for (const auto &state : states) {
        QCOMPARE(outcome(state), u"done"_s);
        QCOMPARE(state->process, states[0]->process);
        adopted += state->adopted ? 1 : 0;
    }
    QCOMPARE(adopted, many - 1);
}

void PrivatePostgresTest::shouldSayHowItIs()
{
    const Home &home = *m_home;
    auto postgres = home.postgres();
    QCOMPARE(outcome(postgres.stop()), u"done"_s);
    PrivatePostgresState state = postgres.look();
    QCOMPARE(state.phase, Phase::stopped);
    QCOMPARE(state.process, 0);
    QVERIFY(state.version >= 15);
    const auto started = postgres.start();
    QCOMPARE(outcome(started), u"done"_s);
    state = home.postgres().look();
    QCOMPARE(state.phase, Phase::running);
    QCOMPARE(state.process, started->process);
    QCOMPARE(state.version, started->version);
}

void PrivatePostgresTest::shouldKeepItsLogShort()
{
    const Home &home = *m_home;
    auto postgres = home.postgres();
    QCOMPARE(outcome(postgres.start()), u"done"_s);
    const std::filesystem::path log = home.folder() / "server.log";
    std::string text = Home::read(log);
    while (text.size() < 3'000'000)
        text += "a line of somebody's own\n";
    Home::write(log, text + "the newest line\n");
    QVERIFY(postgres.look().process != 0);
    const std::string kept = Home::read(log);
    QVERIFY(kept.size() <= 1024 * 1024);
    QVERIFY(kept.size() > 400'000);
    QVERIFY(kept.starts_with("a line") && kept.ends_with("the newest line\n"));

    // The server goes on behind it.
    QVERIFY(!Session("host=" + home.folder().native() + " user=postgres dbname=rig").isOpen());
    QTRY_VERIFY(QByteArray::fromStdString(Home::read(log)).contains("no pg_hba.conf entry"));
    const std::string grown = Home::read(log);
    QVERIFY(grown.starts_with(kept));
    QVERIFY(grown.find('\0') == std::string::npos);
    QVERIFY(postgres.look().process != 0);
    QCOMPARE(Home::read(log), grown);
}

void PrivatePostgresTest::shouldBeStoppedWhoeverUsesIt()
{
    const Home &home = *m_home;
    auto user = home.postgres();
    QCOMPARE(outcome(user.start()), u"done"_s);
    Session session(user.urls().url);
    session.begin("do $$ begin loop end loop; end $$"); // that has to be ended
    QTest::qWait(50);
    QCOMPARE(outcome(home.postgres().stop()), u"done"_s);
    QCOMPARE(user.look().phase, Phase::stopped);
    QCOMPARE(outcome(user.leave()), u"done"_s);
}

void PrivatePostgresTest::shouldRunAsTheServersAccountWhenRootStartsIt()
{
    const Home &home = *m_home;
    auto postgres = home.postgres();
    const auto state = postgres.start();
    QCOMPARE(outcome(state), u"done"_s);
    struct stat server = {};
    QCOMPARE(::stat(("/proc/" + std::to_string(state->process)).c_str(), &server), 0);
    QCOMPARE(server.st_uid, home.owner());
    if (::geteuid() != 0) {
        QCOMPARE(home.owner(), ::geteuid());
        QCOMPARE(modeOf(home.path()), 0700u);
        return;
    }
    const auto rigAlpha = rig::local::accountNamed("rig-alpha");
    QCOMPARE(home.owner(), rigAlpha ? rigAlpha->user : rig::local::accountNamed("postgres")->user);
    QCOMPARE(modeOf(home.path()), 0710u); // its group may pass and not look
}
