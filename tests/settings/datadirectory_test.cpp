#include "scratchfolder.h"
#include "settings/datadirectory.h"
#include "tests.h"

#include <QRegularExpression>
#include <QTest>

#include <csignal>
#include <functional>
#include <set>

#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using rig::ErrorKind;
using rig::settings::DataDirectory;

namespace {

mode_t modeOf(const std::filesystem::path &path)
{
    struct stat facts
    {
    };
    return ::stat(path.c_str(), &facts) == 0 ? facts.st_mode & 07777 : 0;
}

/// Another process that does something, says a byte, and then waits to be killed.
class Child
{
public:
    explicit Child(const std::function<void()> &work)
    {
        int ends[2];
        if (::pipe(ends) != 0)
            qFatal("no pipe");
        m_process = ::fork();
        if (m_process == 0) {
            work();
            (void)!::write(ends[1], "x", 1);
            for (;;)
                ::pause();
        }
        ::close(ends[1]);
        char byte = 0;
        m_ready = ::read(ends[0], &byte, 1) == 1;
        ::close(ends[0]);
    }
    ~Child() { kill(); }
    Child(const Child &) = delete;
    Child &operator=(const Child &) = delete;

    void kill()
    {
        if (m_process <= 0)
            return;
        ::kill(m_process, SIGKILL);
        ::waitpid(m_process, nullptr, 0);
        m_process = 0;
    }
    pid_t process() const { return m_process; }
    bool ready() const { return m_ready; }

private:
    pid_t m_process = 0;
    bool m_ready = false;
};

class DataDirectoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldMakeADirectoryForItsUserAlone();
    void shouldKeepTheIdentityOfTheInstallation();
    void shouldAgreeOnOneIdentityWhenStartedManyTimesAtOnce();
    void shouldRefuseADirectoryThatOthersMayChange_data();
    void shouldRefuseADirectoryThatOthersMayChange();
    void shouldRefuseADirectoryOfAnotherUser();
    void shouldRefuseWhatIsNoDirectory();
    void shouldRefuseADamagedIdentityAndLeaveItAlone_data();
    void shouldRefuseADamagedIdentityAndLeaveItAlone();
    void shouldNotFollowALinkThatPosesAsTheIdentity();
    void shouldForgetAWriteThatWasInterrupted();
    void shouldSayWhenTheDiskIsFull();
    void shouldLeaveNothingHalfWritten();
    void shouldGiveARoleToOneHolderOnly();
    void shouldNameTheProcessThatHoldsARole();
    void shouldNotPassALockOnToAProgramThatItStarts();
    void shouldStayWithTheDirectoryThatWasOpened();
};

void DataDirectoryTest::shouldMakeADirectoryForItsUserAlone()
{
    const ScratchFolder folder;
    const auto path = folder.path() / "share/rig alpha";
    const auto directory = DataDirectory::open(path);
    QVERIFY2(directory, directory ? "" : qPrintable(directory.error().sentence));
    QCOMPARE(directory->path(), path);
    QCOMPARE(modeOf(path), mode_t{0700});
    QCOMPARE(modeOf(folder.path() / "share"), mode_t{0700});
    QCOMPARE(modeOf(path / "installation"), mode_t{0600});
    const auto lock = directory->lockRole("keep");
    QVERIFY(lock);
    QCOMPARE(modeOf(path / "keep.lock"), mode_t{0600});
}

void DataDirectoryTest::shouldKeepTheIdentityOfTheInstallation()
{
    const ScratchFolder folder;
    const std::string first = DataDirectory::open(folder.path() / "a").value().installation();
    static const QRegularExpression uuid(
        u"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"_s);
    QVERIFY(uuid.match(QString::fromStdString(first)).hasMatch());
    QCOMPARE(DataDirectory::open(folder.path() / "a").value().installation(), first);
    QVERIFY(DataDirectory::open(folder.path() / "b").value().installation() != first);
}

void DataDirectoryTest::shouldAgreeOnOneIdentityWhenStartedManyTimesAtOnce()
{
    for (int round = 0; round < 5; ++round) {
        const ScratchFolder folder;
        int gate[2];
        int answers[2];
        QVERIFY(::pipe(gate) == 0 && ::pipe(answers) == 0);
        constexpr int starts = 8;
        for (int i = 0; i < starts; ++i)
            if (::fork() == 0) {
                ::close(gate[1]);
                char byte = 0;
                (void)!::read(gate[0], &byte, 1); // all go when the gate is closed
                const auto directory = DataDirectory::open(folder.path() / "data");
                const std::string answer = directory ? directory->installation() : std::string(36, '!');
                (void)!::write(answers[1], answer.data(), 36);
                ::_exit(0);
            }
        ::close(gate[0]);
        ::close(gate[1]);
        ::close(answers[1]);
        std::set<std::string> identities;
        std::string answer(36, ' ');
        for (int i = 0; i < starts; ++i) {
            QCOMPARE(::read(answers[0], answer.data(), 36), ssize_t{36});
            identities.insert(answer);
        }
        ::close(answers[0]);
        while (::wait(nullptr) > 0) {
        }
        QCOMPARE(identities.size(), std::size_t{1});
        QVERIFY(!identities.contains(std::string(36, '!')));
    }
}

void DataDirectoryTest::shouldRefuseADirectoryThatOthersMayChange_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("0700") << 0700 << true;
    QTest::newRow("0711") << 0711 << true;
    QTest::newRow("0755") << 0755 << true;
    QTest::newRow("0770") << 0770 << false;
    QTest::newRow("0702") << 0702 << false;
    QTest::newRow("1777") << 01777 << false;
}

void DataDirectoryTest::shouldRefuseADirectoryThatOthersMayChange()
{
    QFETCH(int, mode);
    QFETCH(bool, accepted);
    const ScratchFolder folder;
    QCOMPARE(::chmod(folder.path().c_str(), static_cast<mode_t>(mode)), 0);
    const auto directory = DataDirectory::open(folder.path());
    QCOMPARE(directory.has_value(), accepted);
    if (accepted)
        return;
    QCOMPARE(directory.error().kind, ErrorKind::badConfiguration);
    QVERIFY(directory.error().sentence.contains(folder.text("").chopped(1)));
    QVERIFY(directory.error().sentence.contains(u"chmod go-w"));
    QVERIFY(!std::filesystem::exists(folder.path() / "installation"));
}

void DataDirectoryTest::shouldRefuseADirectoryOfAnotherUser()
{
    const ScratchFolder folder;
    const bool root = ::geteuid() == 0;
    if (root)
        QCOMPARE(::chown(folder.path().c_str(), 1234, 1234), 0);
    const auto directory = DataDirectory::open(root ? folder.path() : std::filesystem::path("/usr"));
    QVERIFY(!directory);
    QCOMPARE(directory.error().kind, ErrorKind::badConfiguration);
    QVERIFY(directory.error().sentence.contains(root ? u"another user (1234)"_s : u"another user (0)"_s));
    QVERIFY(directory.error().sentence.contains(u"--data-dir"));
}

void DataDirectoryTest::shouldRefuseWhatIsNoDirectory()
{
    const ScratchFolder folder;
    const auto file = folder.write("file", "x");
    for (const auto &path :
         {file, file / "below", std::filesystem::path(), std::filesystem::path("/proc/1/rig")}) {
        const auto directory = DataDirectory::open(path);
        QVERIFY(!directory);
        QCOMPARE(directory.error().kind, ErrorKind::badConfiguration);
        QCOMPARE(directory.error().setting, rig::settings::dataDirectorySetting());
        QVERIFY(directory.error().sentence.contains(QString::fromStdString(path.string())));
        QVERIFY(!directory.error().sentence.contains(u"%"));
    }
}

void DataDirectoryTest::shouldRefuseADamagedIdentityAndLeaveItAlone_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("line break") << QByteArray("\n");
    QTest::newRow("cut") << QByteArray("6f9619ff-8b86-4d01-b42d-00cf4fc964");
    QTest::newRow("longer") << QByteArray("6f9619ff-8b86-4d01-b42d-00cf4fc964ffff\n");
    QTest::newRow("zeros") << QByteArray(37, '\0');
    QTest::newRow("null UUID") << QByteArray("00000000-0000-0000-0000-000000000000\n");
    QTest::newRow("braces") << QByteArray("{6f9619ff-8b86-4d01-b42d-00cf4fc964ff}\n");
    QTest::newRow("garbage") << QByteArray(1'000'000, '\xff');
}

void DataDirectoryTest::shouldRefuseADamagedIdentityAndLeaveItAlone()
{
    QFETCH(QByteArray, bytes);
    const ScratchFolder folder;
    const auto path = folder.write("installation", bytes.toStdString());
    const auto directory = DataDirectory::open(folder.path());
    QVERIFY(!directory);
    QCOMPARE(directory.error().kind, ErrorKind::damaged);
    QVERIFY(directory.error().sentence.startsWith(folder.text("installation")));
    QVERIFY(directory.error().sentence.contains(u"delete it"));
    QCOMPARE(std::filesystem::file_size(path), static_cast<std::uintmax_t>(bytes.size()));
}

void DataDirectoryTest::shouldNotFollowALinkThatPosesAsTheIdentity()
{
    const ScratchFolder folder;
    folder.write("elsewhere", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff\n");
    std::filesystem::create_directory(folder.path() / "data");
    std::filesystem::create_symlink("../elsewhere", folder.path() / "data/installation");
    std::filesystem::create_symlink("../elsewhere", folder.path() / "data/keep.lock");
    QVERIFY(!DataDirectory::open(folder.path() / "data"));
    std::filesystem::remove(folder.path() / "data/installation");
    QVERIFY(!DataDirectory::open(folder.path() / "data").value().lockRole("keep"));
    QCOMPARE(std::filesystem::file_size(folder.path() / "elsewhere"), std::uintmax_t{37});
}

void DataDirectoryTest::shouldForgetAWriteThatWasInterrupted()
{
    const ScratchFolder folder;
    folder.write("installation.new", std::string(100, 'x'));
    const auto directory = DataDirectory::open(folder.path());
    QVERIFY(directory);
    QVERIFY(!std::filesystem::exists(folder.path() / "installation.new"));
    QCOMPARE(std::filesystem::file_size(folder.path() / "installation"), std::uintmax_t{37});
}

void DataDirectoryTest::shouldSayWhenTheDiskIsFull()
{
    const ScratchFolder folder;
    const auto disk = folder.path() / "disk";
    std::filesystem::create_directory(disk);
    if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "nr_inodes=1,mode=0700") != 0)
        QSKIP("only root can make a small disk");
    const auto directory = DataDirectory::open(disk);
    QCOMPARE(::umount(disk.c_str()), directory ? -1 : 0);
    QVERIFY(!directory);
    QCOMPARE(directory.error().kind, ErrorKind::full);
    QVERIFY(directory.error().sentence.contains(folder.text("disk/installation")));
}

void DataDirectoryTest::shouldLeaveNothingHalfWritten()
{
    const ScratchFolder folder;
    const pid_t process = ::fork();
    if (process == 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit ten{10, 10};
        ::setrlimit(RLIMIT_FSIZE, &ten);
        ::_exit(DataDirectory::open(folder.path()) ? 1 : 0);
    }
    int status = -1;
    QCOMPARE(::waitpid(process, &status, 0), process);
    QCOMPARE(status, 0);
    QVERIFY(std::filesystem::is_empty(folder.path()));
}

void DataDirectoryTest::shouldGiveARoleToOneHolderOnly()
{
    const ScratchFolder folder;
    const auto one = DataDirectory::open(folder.path());
    const auto two = DataDirectory::open(folder.path());
    QVERIFY(one && two);
    {
        const auto keep = one->lockRole("keep");
        QVERIFY(keep);
        const auto again = two->lockRole("keep");
        QVERIFY(!again);
        QCOMPARE(again.error().kind, ErrorKind::conflict);
        QVERIFY(two->lockRole("judge"));
    }
    auto keep = two->lockRole("keep");
    QVERIFY(keep);
    auto moved = std::move(keep);
    QVERIFY(!one->lockRole("keep"));
    auto judge = two->lockRole("judge");
    moved = std::move(judge);
    QVERIFY(one->lockRole("keep"));
}

void DataDirectoryTest::shouldNameTheProcessThatHoldsARole()
{
    const ScratchFolder folder;
    const auto directory = DataDirectory::open(folder.path());
    QVERIFY(directory);
    // What a longer process id left behind is not read as part of a shorter one.
    folder.write("keep.lock", "99999999999");
    Child child([&] {
        static const auto held = directory->lockRole("keep");
        if (!held)
            ::_exit(1);
    });
    QVERIFY(child.ready());
    const auto refused = directory->lockRole("keep");
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::conflict);
    QVERIFY2(refused.error().sentence.contains(u"process %1:"_s.arg(child.process())),
             qPrintable(refused.error().sentence));
    QVERIFY(refused.error().sentence.contains(u"--data-dir"));
    child.kill();
    QVERIFY(directory->lockRole("keep"));
}

void DataDirectoryTest::shouldNotPassALockOnToAProgramThatItStarts()
{
    const ScratchFolder folder;
    const auto directory = DataDirectory::open(folder.path());
    QVERIFY(directory);
    auto lock = directory->lockRole("keep");
    QVERIFY(lock);
    int ends[2];
    QVERIFY(::pipe(ends) == 0);
    const pid_t process = ::fork();
    if (process == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        ::execlp("sh", "sh", "-c", "echo; exec sleep 30", nullptr);
        ::_exit(1);
    }
    char byte = 0;
    QCOMPARE(::read(ends[0], &byte, 1), ssize_t{1}); // the program runs now
    lock = directory->lockRole("judge");
    const bool free = directory->lockRole("keep").has_value();
    ::kill(process, SIGKILL);
    ::waitpid(process, nullptr, 0);
    ::close(ends[0]);
    ::close(ends[1]);
    QVERIFY(free);
}

void DataDirectoryTest::shouldStayWithTheDirectoryThatWasOpened()
{
    const ScratchFolder folder;
    const auto directory = DataDirectory::open(folder.path() / "a");
    QVERIFY(directory);
    std::filesystem::rename(folder.path() / "a", folder.path() / "b");
    std::filesystem::create_directory(folder.path() / "a");
    QVERIFY(directory->lockRole("keep"));
    QVERIFY(std::filesystem::exists(folder.path() / "b/keep.lock"));
    QVERIFY(!std::filesystem::exists(folder.path() / "a/keep.lock"));
}

} // namespace

std::unique_ptr<QObject> makeDataDirectoryTest()
{
    return std::make_unique<DataDirectoryTest>();
}

#include "datadirectory_test.moc"
