#include "upgradetest.h"

#include "crash.h"
#include "home.h"
#include "local/serverprograms.h"
#include "session.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using rig::local::installedServers;
using rig::local::PrivatePostgres;
using rig::local::ServerPrograms;

namespace {

template <class T> QString outcome(const rig::Result<T> &result)
{
    return result ? u"done"_s : result.error().sentence;
}

bool never()
{
    return false;
}

std::vector<ServerPrograms> installed()
{
    return installedServers(PrivatePostgres::installedBelow);
}

/// A folder of servers: this one, under its own version.
std::filesystem::path rootWith(const Home &home, const ServerPrograms &programs)
{
    const std::filesystem::path root = home.path() / "programs";
    const std::filesystem::path folder = root / std::to_string(programs.version);
    std::filesystem::create_directories(folder);
    std::filesystem::permissions(home.path(), std::filesystem::perms{0711});
    std::filesystem::create_directory_symlink(programs.folder, folder / "bin");
    return root;
}

/// A made-up newer one beside it: the same programs, but for those that are named, which are scripts.
void addNewer(const std::filesystem::path &root, const ServerPrograms &programs,
              const std::map<std::string, std::string> &scripts)
{
    const std::filesystem::path folder = root / "99/bin";
    std::filesystem::create_directories(folder);
    for (const auto &program : std::filesystem::directory_iterator(programs.folder))
        if (!scripts.contains(program.path().filename()))
            std::filesystem::create_symlink(program.path(), folder / program.path().filename());
    for (const auto &[name, script] : scripts) {
        Home::write(folder / name, "#!/bin/sh\n" + script + "\n");
        std::filesystem::permissions(folder / name, std::filesystem::perms{0755});
    }
}

/// Makes a cluster of this server with something in it, and stops it.
void fill(const Home &home, const std::filesystem::path &root)
{
    auto postgres = home.postgres(never, root);
    QCOMPARE(outcome(postgres.start()), u"done"_s);
    {
        Session owner(postgres.urls().ownerUrl);
        QCOMPARE(
            owner.ask(
                "create schema rig; create table rig.kept as select i, repeat('x', 500) as text from "
                "generate_series(1, 20000) i; grant usage on schema rig to rig_app; grant select on rig.kept "
                "to rig_app"),
            QString());
    }
    QCOMPARE(outcome(postgres.stop()), u"done"_s);
}

QString kept(const PrivatePostgres &postgres)
{
    return Session(postgres.urls().url)
        .ask("select count(*) || ' ' || sum(i) || ' ' || sum(length(text)) from rig.kept");
}

const QString all = u"20000 200010000 10000000"_s;

} // namespace

void UpgradeTest::shouldSayWhatToInstallAndTouchNothing()
{
    const Home home(Home::Cluster::none);
    const int version = installed().front().version - 1;
    std::filesystem::create_directories(home.data());
    Home::write(home.data() / "PG_VERSION", std::to_string(version) + '\n');
    const auto refused = home.postgres().start();
    QVERIFY(!refused);
    const QString sentence = refused.error().sentence;
    for (const QString &words : {u"Nothing was changed"_s, u"'postgresql-%1' as well"_s.arg(version),
                                 u"apt.postgresql.org"_s, u"pg_restore"_s})
        QVERIFY2(sentence.contains(words), qPrintable(sentence));
    QCOMPARE(Home::read(home.data() / "PG_VERSION"), std::to_string(version) + '\n');
    QCOMPARE(std::distance(std::filesystem::directory_iterator(home.data()), {}), 1);
}

/// Killed between the two renames that put the new one into the old one's place.
void UpgradeTest::shouldPutBackWhatWasMovedAside()
{
    const Home home;
    std::filesystem::rename(home.data(), home.folder() / "data.old");
    std::filesystem::create_directories(home.folder() / "data.new/base");
    auto postgres = home.postgres();
    QCOMPARE(outcome(postgres.start()), u"done"_s);
    QVERIFY(Session(postgres.urls().url).isOpen());
    QVERIFY(!std::filesystem::exists(home.folder() / "data.new"));
    QVERIFY(!std::filesystem::exists(home.folder() / "data.old"));
}

void UpgradeTest::shouldGoOnAsItIsWhereItCannotBeUpgraded_data()
{
    QTest::addColumn<QByteArray>("upgrade");
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<QString>("reason");
    QTest::newRow("pg_upgrade fails")
        << QByteArray("echo it does not like it; exit 1") << QByteArray("exit 1") << u"it does not like it"_s;
    QTest::newRow("no room") << QByteArray("echo No space left on device; exit 1") << QByteArray("exit 1")
                             << u"is full (No space left on device)"_s;
    QTest::newRow("the new one does not start")
        << QByteArray("exit 0") << QByteArray("echo it does not start; exit 1") << u"it does not start"_s;
}

void UpgradeTest::shouldGoOnAsItIsWhereItCannotBeUpgraded()
{
    QFETCH(QByteArray, upgrade);
    QFETCH(QByteArray, start);
    QFETCH(QString, reason);
    const Home home(Home::Cluster::none);
    const ServerPrograms real = installed().front();
    const auto root = rootWith(home, real);
    fill(home, root);
    addNewer(root, real,
             {{"pg_upgrade", upgrade.toStdString()},
              {"pg_ctl", start.toStdString()},
              {"postgres", "cat > /dev/null"}});
    auto postgres = home.postgres(never, root);
    const auto state = postgres.start();
    QCOMPARE(outcome(state), u"done"_s);
    QCOMPARE(state->version, real.version);
    QCOMPARE(state->upgradedFrom, 0);
    QVERIFY2(state->upgradeTrouble.contains(reason), qPrintable(state->upgradeTrouble));
    QCOMPARE(kept(postgres), all);
    for (const char *name : {"data.new", "data.old", "upgrade_hba.conf", "upgrade_ident.conf"})
        QVERIFY2(!std::filesystem::exists(home.folder() / name), name);
}

void UpgradeTest::shouldTakeEverythingAlongAndThenThrowTheOldOneAway()
{
    if (installed().size() < 2)
        QSKIP("Only one version of PostgreSQL is installed.");
    const Home home(Home::Cluster::none);
    const ServerPrograms older = installed().back();
    fill(home, rootWith(home, older));

    auto postgres = home.postgres();
    const auto upgraded = postgres.start();
    QCOMPARE(outcome(upgraded), u"done"_s);
    QCOMPARE(upgraded->upgradeTrouble, QString());
    QCOMPARE(upgraded->version, installed().front().version);
    QCOMPARE(upgraded->upgradedFrom, older.version);
    QCOMPARE(kept(postgres), all);
    QVERIFY(!Session("host=" + home.folder().native() + " user=postgres dbname=rig").isOpen());
    QCOMPARE(Home::read(home.folder() / "data.old/PG_VERSION"), std::to_string(older.version) + '\n');
    QCOMPARE(outcome(postgres.stop()), u"done"_s);

    const auto again = postgres.start();
    QCOMPARE(outcome(again), u"done"_s);
    QCOMPARE(again->upgradedFrom, 0);
    QCOMPARE(kept(postgres), all);
    QVERIFY(!std::filesystem::exists(home.folder() / "data.old"));
}

void UpgradeTest::shouldSurviveAKillAtAnyPoint_data()
{
    QTest::addColumn<int>("after");
    for (const int ms : {700, 2000, 3500, 5000})
        QTest::addRow("after %d ms", ms) << ms;
}

void UpgradeTest::shouldSurviveAKillAtAnyPoint()
{
    if (installed().size() < 2)
        QSKIP("Only one version of PostgreSQL is installed.");
    QFETCH(int, after);
    const Home home(Home::Cluster::none);
    fill(home, rootWith(home, installed().back()));
    startAndKill(home.path(), std::chrono::milliseconds{after});
    auto postgres = home.postgres();
    const auto state = postgres.start();
    QCOMPARE(outcome(state), u"done"_s);
    QCOMPARE(state->upgradeTrouble, QString());
    QCOMPARE(state->version, installed().front().version);
    QCOMPARE(kept(postgres), all);
    QVERIFY(!std::filesystem::exists(home.folder() / "data.new"));
}
