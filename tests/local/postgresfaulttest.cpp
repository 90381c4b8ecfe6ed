#include "postgresfaulttest.h"

#include "crash.h"
#include "home.h"
#include "local/account.h"
#include "local/processbirth.h"
#include "local/serverprograms.h"
#include "session.h"

#include <QProcess>
#include <QTest>

#include <atomic>
#include <csignal>
#include <fstream>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using rig::ErrorKind;
using rig::local::PrivatePostgresState;
using Phase = PrivatePostgresState::Phase;
using std::chrono::steady_clock;

namespace {

template <class T> QString outcome(const rig::Result<T> &result)
{
    return result ? u"done"_s : result.error().sentence;
}

/// A program that does nothing for a minute, as the account that the server runs as.
class Sleeper
{
public:
    Sleeper(const QString &title, uid_t user)
    {
        m_process.setChildProcessModifier([account = *rig::local::accountOf(user)] {
            if (::geteuid() == 0 && (::setgid(account.group) != 0 || ::setuid(account.user) != 0))
                ::_exit(1);
        });
        m_process.start(u"/bin/bash"_s, {u"-c"_s, u"exec -a \"$0\" sleep 60"_s, title});
        m_process.waitForStarted();
        QTest::qWait(100); // until it bears its title
    }
    ~Sleeper()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    pid_t id() const { return static_cast<pid_t>(m_process.processId()); }
    bool runs() { return !m_process.waitForFinished(0) && m_process.state() == QProcess::Running; }

private:
    QProcess m_process;
};

/// A disk of its own for what lies in this folder, as long as it lives.
class Disk
{
public:
    Disk(const std::filesystem::path &folder, const std::string &size)
        : mounted(::mount("tmpfs", folder.c_str(), "tmpfs", 0, ("mode=700,size=" + size).c_str()) == 0),
          m_folder(folder)
    {
    }
    ~Disk() { ::umount2(m_folder.c_str(), MNT_DETACH); }
    Disk(const Disk &) = delete;
    Disk &operator=(const Disk &) = delete;

    void fill() const
    {
        std::ofstream rest(m_folder / "rest", std::ios::binary);
        const std::string block(4096, 'x');
        while (rest.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {
        }
    }

    const bool mounted;

private:
    std::filesystem::path m_folder;
};

/// Another process's turn to start or stop the server.
class Turn
{
public:
    explicit Turn(const Home &home)
        : m_lock(::open((home.path() / "postgres-turn.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600))
    {
        ::flock(m_lock, LOCK_EX);
    }
    ~Turn() { ::close(m_lock); }
    Turn(const Turn &) = delete;
    Turn &operator=(const Turn &) = delete;

private:
    int m_lock;
};

/// The folders of two made-up servers and links to the real one.
std::filesystem::path programs(const Home &home, std::initializer_list<const char *> versions)
{
    const std::filesystem::path root = home.path() / "programs";
    const auto real = rig::local::installedServers(rig::local::PrivatePostgres::installedBelow).front();
    for (const char *version : versions) {
        const bool installed = version == std::to_string(real.version);
        std::filesystem::create_directories(root / version);
        std::filesystem::permissions(root, std::filesystem::perms{0755});
        if (installed) {
            std::filesystem::create_directory_symlink(real.folder, root / version / "bin");
            continue;
        }
        std::filesystem::create_directory(root / version / "bin");
        for (const char *name : {"postgres", "initdb", "pg_ctl"})
            std::filesystem::create_symlink("/bin/false", root / version / "bin" / name);
    }
    return root;
}

} // namespace

void PostgresFaultTest::shouldOutliveACrashOfOursAndBeAdopted()
{
    const Home home;
    QCOMPARE(startAndCrash(home.path()), SIGKILL);
    auto postgres = home.postgres();
    const PrivatePostgresState left = postgres.look();
    QCOMPARE(left.phase, Phase::running);
    QCOMPARE(Session(postgres.urls().ownerUrl).ask("create table t as select 1 as x"), QString());

    const auto adopted = postgres.start();
    QCOMPARE(outcome(adopted), u"done"_s);
    QVERIFY(adopted->adopted);
    QCOMPARE(adopted->process, left.process);
    QCOMPARE(Session(postgres.urls().ownerUrl).ask("select x from t"), u"1"_s);
    QCOMPARE(outcome(postgres.leave()), u"done"_s); // the dead one counts no more
    QCOMPARE(postgres.look().phase, Phase::stopped);
}

void PostgresFaultTest::shouldEndWhatAKilledServerLeftAtWork()
{
    const Home home;
    auto postgres = home.postgres();
    const auto first = postgres.start();
    QCOMPARE(outcome(first), u"done"_s);
    Session session(postgres.urls().url);
    const int worker = session.ask("select pg_backend_pid()").toInt();
    session.begin("do $$ begin loop end loop; end $$");
    QTest::qWait(50);
    ::kill(static_cast<pid_t>(first->process), SIGKILL);
    QTRY_COMPARE(postgres.look().phase, Phase::stopped);
    QVERIFY(!rig::local::birthOf(worker).empty());

    const auto second = postgres.start();
    QCOMPARE(outcome(second), u"done"_s);
    QVERIFY(rig::local::birthOf(worker).empty());
    QVERIFY(Session(postgres.urls().url).isOpen());
}

void PostgresFaultTest::shouldNotTakeAnotherProcessForTheServer_data()
{
    QTest::addColumn<QString>("title");
    QTest::newRow("any program") << u"sleep"_s;
    QTest::newRow("another cluster's server") << u"/usr/lib/postgresql/15/bin/postgres"_s;
    QTest::newRow("another cluster's worker") << u"postgres: rig-alpha: checkpointer "_s;
}

void PostgresFaultTest::shouldNotTakeAnotherProcessForTheServer()
{
    QFETCH(QString, title);
    const Home home;
    auto postgres = home.postgres();
    Sleeper sleeper(title, home.owner());
    const std::string number = std::to_string(sleeper.id());
    const std::string lines = number + '\n' + home.data().native() + "\n1700000000\n5432\n" +
                              home.folder().native() + "\n\n   262143         1\nready   \n";
    Home::write(home.data() / "postmaster.pid", lines);
    Home::write(home.folder() / ".s.PGSQL.5432.lock", lines);
    QCOMPARE(postgres.look().phase, Phase::stopped);
    QCOMPARE(outcome(postgres.stop()), u"done"_s);
    QVERIFY(sleeper.runs());
    QCOMPARE(outcome(postgres.start()), u"done"_s);
    QVERIFY(Session(postgres.urls().url).isOpen());
    QVERIFY(sleeper.runs());
}

void PostgresFaultTest::shouldStartOverAPidFileThatWasCutShort()
{
    const Home home;
    auto postgres = home.postgres();
    Home::write(home.data() / "postmaster.pid", "");
    QCOMPARE(outcome(postgres.start()), u"done"_s);
}

void PostgresFaultTest::shouldRefuseAClusterOfAnotherVersion_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("remedy");
    QTest::newRow("newer") << u"99\n"_s << ErrorKind::badConfiguration << u"'postgresql-99'"_s;
    QTest::newRow("older") << u"10\n"_s << ErrorKind::badConfiguration << u"'postgresql-10'"_s;
    QTest::newRow("damaged") << u"\n"_s << ErrorKind::damaged << u"PG_VERSION"_s;
}

void PostgresFaultTest::shouldRefuseAClusterOfAnotherVersion()
{
    QFETCH(QString, version);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, remedy);
    const Home home(Home::Cluster::none);
    std::filesystem::create_directories(home.data());
    Home::write(home.data() / "PG_VERSION", version.toStdString());
    const auto refused = home.postgres().start();
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, kind);
    const QString sentence = refused.error().sentence;
    QVERIFY2(sentence.contains(remedy), qPrintable(sentence));
    QVERIFY2(sentence.contains(QString::fromStdString(home.data())), qPrintable(sentence));
    QCOMPARE(Home::read(home.data() / "PG_VERSION"), version.toStdString());
    QCOMPARE(home.postgres().look().phase, Phase::stopped);
}

void PostgresFaultTest::shouldChooseTheServerOfTheClustersVersion()
{
    const Home home;
    const std::string version = std::to_string(home.postgres().look().version);
    // Newer ones, which do not even start, and an older one stand beside it; a number sorts as a number.
    const auto root = programs(home, {"9.6", "10", version.c_str(), "99", "100"});
    auto postgres = home.postgres([] { return false; }, root);
    QCOMPARE(outcome(postgres.start()), u"done"_s);
    const auto installed = rig::local::installedServers(root);
    QCOMPARE(installed.size(), 4u);
    QCOMPARE(installed.front().version, 100);
}

void PostgresFaultTest::shouldSayThatNoServerIsInstalled()
{
    const Home home(Home::Cluster::none);
    const auto root = home.path() / "nothing";
    const auto missing = home.postgres([] { return false; }, root).start();
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::badConfiguration);
    QCOMPARE(missing.error().setting, u"DATABASE_URL"_s);
    QVERIFY(missing.error().sentence.contains(QString::fromStdString(root)));

    const Home made(Home::Cluster::none);
    std::filesystem::create_directories(made.data());
    Home::write(made.data() / "PG_VERSION", "15\n");
    const auto gone = made.postgres([] { return false; }, root).start();
    QVERIFY(!gone);
    QVERIFY2(gone.error().sentence.contains(u"no server is installed"_s), qPrintable(gone.error().sentence));
}

void PostgresFaultTest::shouldShowTheLogOfAServerThatDoesNotStart()
{
    const Home home;
    auto postgres = home.postgres();
    Home::write(home.folder() / "server.log", "LOG:  an older run\n");
    ::chown((home.folder() / "server.log").c_str(), home.owner(), static_cast<gid_t>(-1));
    Home::write(home.data() / "postgresql.auto.conf", "max_connections = 'many'\n");
    const auto failed = postgres.start();
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind, ErrorKind::unavailable);
    const QString sentence = failed.error().sentence;
    QVERIFY2(sentence.contains(u"max_connections"_s), qPrintable(sentence));
    QVERIFY2(sentence.contains(QString::fromStdString(home.folder() / "server.log")), qPrintable(sentence));
    QVERIFY2(!sentence.contains(u"an older run"_s), qPrintable(sentence));

    Home::write(home.data() / "postgresql.auto.conf", "");
    QCOMPARE(outcome(postgres.start()), u"done"_s);
}

void PostgresFaultTest::shouldShowWhatMakingAClusterSaid()
{
    const Home home(Home::Cluster::none);
    const auto root = programs(home, {"99"});
    std::filesystem::remove(root / "99/bin/initdb");
    Home::write(root / "99/bin/initdb", "#!/bin/sh\necho 'no room for it' >&2\nexit 3\n");
    std::filesystem::permissions(root / "99/bin/initdb", std::filesystem::perms{0755});
    auto postgres = home.postgres([] { return false; }, root);
    // The first start opens the way for the server's account.
    const auto failed = postgres.start();
    QVERIFY(!failed);
    QVERIFY2(failed.error().sentence.contains(u"no room for it"_s), qPrintable(failed.error().sentence));
    QVERIFY2(failed.error().sentence.contains(u"status 3"_s), qPrintable(failed.error().sentence));
    QCOMPARE(postgres.look().phase, Phase::absent);
}

void PostgresFaultTest::shouldSayThatTheDiskIsFull()
{
    const Home home(Home::Cluster::none);
    for (const char *size : {"20m", "60m"}) {
        const Disk disk(home.path(), size);
        if (!disk.mounted)
            QSKIP("Nothing may be mounted here.");
        auto postgres = home.postgres();
        auto started = postgres.start();
        if (qstrcmp(size, "60m") == 0) {
            QCOMPARE(outcome(started), u"done"_s);
            QCOMPARE(outcome(postgres.stop()), u"done"_s);
            disk.fill();
            started = postgres.start();
        }
        QVERIFY(!started);
        QCOMPARE(started.error().kind, ErrorKind::full);
        QVERIFY2(started.error().sentence.startsWith(
                     u"The disk that holds %1 is full (No space left on device): free space there"_s.arg(
                         QString::fromStdString(home.folder()))),
                 qPrintable(started.error().sentence));
    }
}

void PostgresFaultTest::shouldFollowNoLink_data()
{
    QTest::addColumn<QString>("link");
    QTest::newRow("the folder") << u"postgres"_s;
    QTest::newRow("the cluster") << u"postgres/data"_s;
}

void PostgresFaultTest::shouldFollowNoLink()
{
    QFETCH(const QString, link);
    const Home others;
    auto theirs = others.postgres();
    QCOMPARE(outcome(theirs.start()), u"done"_s);
    const Home home(Home::Cluster::none);
    const std::filesystem::path name = link.toStdString();
    std::filesystem::create_directories((home.path() / name).parent_path());
    std::filesystem::create_symlink(others.path() / name, home.path() / name);

    auto postgres = home.postgres();
    const auto refused = postgres.start();
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::badConfiguration);
    QVERIFY2(refused.error().sentence.contains(QString::fromStdString(home.path() / name) +
                                               u" is a symbolic link"_s),
             qPrintable(refused.error().sentence));
    QCOMPARE(postgres.look().phase, Phase::absent);
    QCOMPARE(outcome(postgres.stop()), u"done"_s);
    QCOMPARE(theirs.look().phase, Phase::running);
}

void PostgresFaultTest::shouldForgetAClusterThatWasNeverFinished()
{
    const Home home(Home::Cluster::none);
    std::filesystem::create_directories(home.folder() / "data.new/base");
    Home::write(home.folder() / "data.new/PG_VERSION", "15\n");
    ::chown((home.folder()).c_str(), ::geteuid(), ::getegid());
    auto postgres = home.postgres();
    QCOMPARE(postgres.look().phase, Phase::absent);
    QCOMPARE(outcome(postgres.start()), u"done"_s);
    QVERIFY(!std::filesystem::exists(home.folder() / "data.new"));
}

void PostgresFaultTest::shouldRefuseAPathThatNoSocketCanHave_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("reason");
    QTest::newRow("too long") << QString(80, u'x') << u"107"_s;
    QTest::newRow("a comma") << u"a,b"_s << u"comma"_s;
    QTest::newRow("a control character") << u"a\tb"_s << u"control character"_s;
}

void PostgresFaultTest::shouldRefuseAPathThatNoSocketCanHave()
{
    QFETCH(QString, name);
    QFETCH(QString, reason);
    const Home home(Home::Cluster::none, name.toStdString());
    const auto refused = home.postgres().start();
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::badConfiguration);
    QCOMPARE(refused.error().setting, rig::settings::dataDirectorySetting());
    QVERIFY2(refused.error().sentence.contains(reason), qPrintable(refused.error().sentence));
    QVERIFY(!std::filesystem::exists(home.folder()));
}

void PostgresFaultTest::shouldRefuseAFolderItCannotEnter()
{
    const Home home(Home::Cluster::none);
    std::filesystem::create_directories(home.data());
    const std::filesystem::path barrier = ::geteuid() == 0 ? home.path().parent_path() : home.data();
    ::chmod(barrier.c_str(), ::geteuid() == 0 ? 0700 : 0000);
    const auto refused = home.postgres().start();
    ::chmod(barrier.c_str(), 0711);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::badConfiguration);
    QCOMPARE(refused.error().setting, rig::settings::dataDirectorySetting());
    QVERIFY2(refused.error().sentence.contains(QString::fromStdString(barrier)),
             qPrintable(refused.error().sentence));
}

void PostgresFaultTest::shouldBeInterruptedWhileMakingACluster()
{
    const Home home(Home::Cluster::none);
    const auto began = steady_clock::now();
    const auto cancelled = home.postgres([] { return true; }).start();
    QVERIFY(!cancelled);
    QCOMPARE(cancelled.error().kind, ErrorKind::cancelled);
    QVERIFY(steady_clock::now() - began < 2s);
    QCOMPARE(home.postgres().look().phase, Phase::absent);
    QCOMPARE(outcome(home.postgres().start()), u"done"_s);
}

void PostgresFaultTest::shouldBeInterruptedWhileStarting()
{
    const Home home;
    const auto cancelled = home.postgres([] { return true; }).start();
    QVERIFY(!cancelled);
    QCOMPARE(cancelled.error().kind, ErrorKind::cancelled);
    QTest::qWait(500); // a server that nobody waits for would be up by then
    QCOMPARE(home.postgres().look().phase, Phase::stopped);
}

void PostgresFaultTest::shouldStopWhatItStartedAlthoughInterrupted()
{
    const Home home;
    bool interrupted = false;
    auto postgres = home.postgres([&] { return interrupted; });
    QCOMPARE(outcome(postgres.start()), u"done"_s);
    interrupted = true;
    std::atomic<bool> held = false;
    const std::jthread other([&] {
        const Turn turn(home);
        held = true;
        std::this_thread::sleep_for(300ms);
    });
    QTRY_VERIFY(held);
    QCOMPARE(outcome(postgres.leave()), u"done"_s);
    QCOMPARE(postgres.look().phase, Phase::stopped);
}

void PostgresFaultTest::shouldWaitForItsTurn()
{
    const Home home;
    const Turn turn(home);
    int asked = 0;
    const auto began = steady_clock::now();
    const auto cancelled = home.postgres([&] { return ++asked == 5; }).start();
    QVERIFY(!cancelled);
    QCOMPARE(cancelled.error().kind, ErrorKind::cancelled);
    QVERIFY(steady_clock::now() - began > 150ms);
    QCOMPARE(home.postgres().look().phase, Phase::stopped);
}
