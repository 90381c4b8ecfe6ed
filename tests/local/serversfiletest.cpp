#include "serversfiletest.h"

#include "home.h"
#include "local/processbirth.h"
#include "local/serversfile.h"

#include <QTest>

#include <csignal>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using rig::ErrorKind;
using rig::local::RunningServers;
using rig::local::ServersFile;

namespace {

const RunningServers servers{
    "127.0.0.1:41234",
    "5f2c7f5e-8d3c-4a39-9c3b-0a6f3f8f0b11",
    {"postgresql://rig_app@/rig?host=%2Ftmp%2Fa", "postgresql://rig_owner@/rig?host=%2Ftmp%2Fa"}};

struct Folder
{
    std::filesystem::path path() const
    {
        return std::filesystem::path(dir.path().toStdString()) / "rig-alpha";
    }
    QTemporaryDir dir;
};

/// What this process wrote, as if another one had.
void putInTheNameOf(const ServersFile &file, pid_t process, const std::string &birth)
{
    QByteArray text = QByteArray::fromStdString(Home::read(file.path()));
    text.replace(QByteArray::fromStdString(rig::local::birthOf(::getpid())),
                 QByteArray::fromStdString(birth));
    text.replace("\"id\": " + QByteArray::number(::getpid()), "\"id\": " + QByteArray::number(process));
    Home::write(file.path(), text.toStdString());
}

} // namespace

void ServersFileTest::shouldGiveBackWhatWasWritten()
{
    const Folder folder;
    const ServersFile file(folder.path());
    QVERIFY(file.write(servers));
    const auto read = ServersFile(folder.path()).read();
    QVERIFY(read && *read);
    QCOMPARE((*read)->broker, servers.broker);
    QCOMPARE((*read)->cluster, servers.cluster);
    QCOMPARE((*read)->database.url, servers.database.url);
    QCOMPARE((*read)->database.ownerUrl, servers.database.ownerUrl);
    QCOMPARE((*read)->process, ::getpid());
}

void ServersFileTest::shouldSayThatNobodyRunsAny()
{
    const Folder folder;
    const auto nowhere = ServersFile(folder.path()).read();
    QVERIFY(nowhere && !*nowhere);
    std::filesystem::create_directory(folder.path());
    const auto nothing = ServersFile(folder.path()).read();
    QVERIFY(nothing && !*nothing);
}

void ServersFileTest::shouldBeReadableByItsOwnerOnly()
{
    const Folder folder;
    const ServersFile file(folder.path());
    ::umask(0);
    QVERIFY(file.write(servers));
    ::umask(022);
    struct stat facts = {};
    QCOMPARE(::stat(file.path().c_str(), &facts), 0);
    QCOMPARE(facts.st_mode & 0777, 0600u);
    QCOMPARE(::stat(folder.path().c_str(), &facts), 0);
    QCOMPARE(facts.st_mode & 0777, 0700u);
    QCOMPARE(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

void ServersFileTest::shouldTakeAFileOfADeadProcessForNone()
{
    const Folder folder;
    const ServersFile file(folder.path());
    QVERIFY(file.write(servers));
    const pid_t process = ::fork();
    if (process == 0)
        for (;;)
            ::pause();
    putInTheNameOf(file, process, rig::local::birthOf(process));
    const auto alive = file.read();
    QVERIFY(alive && *alive);
    QCOMPARE((*alive)->process, process);

    ::kill(process, SIGKILL); // and nobody has asked for its end yet
    QTRY_VERIFY(rig::local::birthOf(process).empty());
    const auto dead = file.read();
    QVERIFY(dead && !*dead);
    QVERIFY(file.write(servers));
    ::waitpid(process, nullptr, 0);
}

void ServersFileTest::shouldTakeAFileOfANumbersFormerHolderForNone()
{
    const Folder folder;
    const ServersFile file(folder.path());
    const std::string own = rig::local::birthOf(::getpid());
    const std::size_t bar = own.find('/');
    QVERIFY(bar != std::string::npos && own.size() > bar + 1);
    QCOMPARE(own.substr(0, bar) + '\n', Home::read("/proc/sys/kernel/random/boot_id"));
    for (const std::string &other : {own + "0", "00000000-0000-0000-0000-000000000000" + own.substr(bar)}) {
        QVERIFY(file.write(servers));
        putInTheNameOf(file, ::getpid(), other);
        const auto read = file.read();
        QVERIFY(read && !*read);
    }
}

void ServersFileTest::shouldNotReplaceWhatALivingProcessWrote()
{
    const Folder folder;
    const ServersFile file(folder.path());
    QVERIFY(file.write(servers));
    putInTheNameOf(file, 1, rig::local::birthOf(1));
    const auto refused = file.write(servers);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::conflict);
    QVERIFY2(refused.error().sentence.contains(u"Process 1 "_s), qPrintable(refused.error().sentence));
    const auto read = file.read();
    QVERIFY(read && *read);
    QCOMPARE((*read)->process, 1);
}

void ServersFileTest::shouldReplaceItsOwn()
{
    const Folder folder;
    const ServersFile file(folder.path());
    QVERIFY(file.write(servers));
    QVERIFY(file.write({{}, {}, servers.database}));
    const auto read = file.read();
    QVERIFY(read && *read);
    QCOMPARE((*read)->broker, std::string());
}

void ServersFileTest::shouldRemoveOnlyItsOwn()
{
    const Folder folder;
    const ServersFile file(folder.path());
    file.remove();
    QVERIFY(file.write(servers));
    putInTheNameOf(file, 1, rig::local::birthOf(1));
    file.remove();
    QVERIFY(std::filesystem::exists(file.path()));
    putInTheNameOf(file, 1, "gone");
    std::filesystem::remove(file.path());
    QVERIFY(file.write(servers));
    file.remove();
    QVERIFY(!std::filesystem::exists(file.path()));
}

void ServersFileTest::shouldRefuseWhatOthersMayHaveWritten()
{
    const Folder folder;
    const ServersFile file(folder.path());
    QVERIFY(file.write(servers));
    for (const mode_t mode : {0620u, 0602u}) {
        ::chmod(file.path().c_str(), mode);
        const auto refused = file.read();
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::refused);
    }
    std::filesystem::remove(file.path());
    std::filesystem::create_symlink("/etc/hostname", file.path());
    QVERIFY(!file.read());
}

void ServersFileTest::shouldRefuseWhatItDoesNotUnderstand_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("{\"version\": 1,");
    QTest::newRow("another version") << QByteArray(
        "{\"version\":2,\"process\":{\"id\":1,\"birth\":\"x/1\"}}");
    QTest::newRow("no process") << QByteArray("{\"version\":1,\"process\":{\"id\":\"1\",\"birth\":\"x/1\"}}");
    QTest::newRow("no birth") << QByteArray("{\"version\":1,\"process\":{\"id\":999999}}");
    QTest::newRow("endless") << QByteArray(100'000, '[');
}

void ServersFileTest::shouldRefuseWhatItDoesNotUnderstand()
{
    QFETCH(QByteArray, text);
    const Folder folder;
    std::filesystem::create_directory(folder.path());
    const ServersFile file(folder.path());
    Home::write(file.path(), text.toStdString());
    const auto refused = file.read();
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::damaged);
    QVERIFY(refused.error().sentence.contains(QString::fromStdString(file.path())));
}

void ServersFileTest::shouldLieInTheRuntimeFolderOrTheDataDirectory()
{
    const QTemporaryDir runtime;
    const std::filesystem::path ours = runtime.path().toStdString();
    qputenv("XDG_RUNTIME_DIR", runtime.path().toUtf8());
    QCOMPARE(ServersFile::usualFolder("/data"), ours / "rig-alpha");
    for (const char *useless : {"", "/nowhere", "relative", "/dev/null"}) {
        qputenv("XDG_RUNTIME_DIR", useless);
        QCOMPARE(ServersFile::usualFolder("/data"), std::filesystem::path("/data"));
    }
    // sudo may hand over the variable of the user who calls it.
    qputenv("XDG_RUNTIME_DIR", ::geteuid() == 0 ? runtime.path().toUtf8() : "/");
    if (::geteuid() == 0)
        QCOMPARE(::chown(ours.c_str(), 12345, 12345), 0);
    QCOMPARE(ServersFile::usualFolder("/data"), std::filesystem::path("/data"));
    qunsetenv("XDG_RUNTIME_DIR");
    QCOMPARE(ServersFile::usualFolder("/data"), std::filesystem::path("/data"));
}

void ServersFileTest::shouldSayThatItCannotBeWritten()
{
    const ServersFile file("/dev/null/rig-alpha");
    const auto refused = file.write(servers);
    QVERIFY(!refused);
    QVERIFY(refused.error().sentence.contains(u"/dev/null/rig-alpha/servers.json"_s));
    QCOMPARE(refused.error().setting, u"XDG_RUNTIME_DIR"_s);
}
