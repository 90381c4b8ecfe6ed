#include "composition/core/localmodels.h"
#include "composition/core/systemclock.h"
#include "composition/tests.h"
#include "support/installation.h"
#include "support/waiting.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace rig;
using namespace rig::test;
using namespace std::chrono_literals;
using Step = TrainingRun::Step;

namespace {

QString rigctl()
{
    return qEnvironmentVariable("RIG_RIGCTL");
}

/// A database with readings of machine A, two a second until now, and a data directory.
struct Stored
{
    explicit Stored(int readings)
    {
        const Installation installation(database, "none");
        const QString plant = installation.file(u"plant.json"_s, R"({"format":"rig-alpha plant","version":1,
            "sensors":[{"name":"speed"},{"name":"heat"}],"machines":[{"id":"A","sensors":["speed","heat"]}]})");
        if (installation.run({u"plant"_s, u"import"_s, plant}).exitCode != 0)
            throw std::runtime_error("the plant was not imported");
        database.sql().run(
            "insert into rig.stream (cluster, topic) values ('c', 'sensor-data'); "
            "select rig.ensure_partition(d::date) from unnest(array[now(), now() - interval '1 day']) d; "
            "insert into rig.reading (at, kafka_offset, received_at, stream, kafka_partition, machine, "
            "layout_version, quality, origin, sensor_values) "
            "select now() - n * interval '.5 second', 1000000 - n, now(), 1, 0, m.number, m.layout_version, "
            "0, 0, array[100 + random(), 60 + random()] from rig.machine m cross join generate_series(1, " +
            std::to_string(readings) + ") n where id = 'A'");
        settings.database.url = database.url();
        settings.dataDirectory = folder.filePath(u"data"_s).toStdString();
    }

    TestDatabase database;
    QTemporaryDir folder;
    settings::Settings settings;
};

/// Takes connections and says nothing: a database that is waited for.
class SilentServer
{
public:
    SilentServer() : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(m_socket, reinterpret_cast<sockaddr *>(&address), size) != 0 ||
            ::listen(m_socket, 10) != 0 ||
            ::getsockname(m_socket, reinterpret_cast<sockaddr *>(&address), &size) != 0)
            throw std::runtime_error("no socket");
        m_port = ntohs(address.sin_port);
    }
    ~SilentServer() { ::close(m_socket); }
    SilentServer(const SilentServer &) = delete;
    SilentServer &operator=(const SilentServer &) = delete;

    std::string url() const
    {
        return "postgresql://rig:secret@127.0.0.1:" + std::to_string(m_port) + "/rig?connect_timeout=30";
    }

private:
    int m_socket;
    int m_port = 0;
};

/// Those that have no end: a training of minutes.
constexpr int many = 100'000;

QByteArray childrenOf(qint64 process)
{
    QFile file(u"/proc/%1/task/%1/children"_s.arg(process));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

bool runs(const QByteArray &process)
{
    QFile file(u"/proc/%1/stat"_s.arg(QString::fromLatin1(process)));
    return file.open(QIODevice::ReadOnly) && !file.readAll().contains(") Z ");
}

} // namespace

int trainUntilKilled()
{
    const composition::SystemClock clock;
    settings::Settings settings;
    settings.database.url = qgetenv("DATABASE_URL").toStdString();
    settings.dataDirectory = qgetenv("RIG_DATA_DIR").toStdString();
    composition::LocalModels models(settings, rigctl(), clock);
    (void)models.train("A", {});
    return QCoreApplication::exec();
}

class LocalModelsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_DATABASE(); }

    void shouldTrainAMachineAndSeeItsModel()
    {
        const Stored stored(2'000);
        composition::LocalModels models(stored.settings, rigctl(), m_clock);
        QTRY_VERIFY(models.state()->known);
        QVERIFY(models.state()->machines.empty());
        const auto before = models.state();
        QCOMPARE(models.state(), before); // nothing is different
        QVERIFY(models.train("A", 24h));
        QVERIFY(models.state()->running);
        QCOMPARE(models.state()->running->machine, std::string("A"));
        const auto second = models.train("A", 24h);
        QVERIFY(!second);
        QCOMPARE(second.error().kind, ErrorKind::refused);
        double share = 0;
        const auto over = [&] {
            const auto state = models.state();
            if (state->running && state->running->step == Step::learning)
                share = std::max(share, state->running->share);
            return !state->running;
        };
        QTRY_VERIFY_WITH_TIMEOUT(over(), 400'000);
        QVERIFY(share > 0);
        const auto ended = models.state()->ended;
        QVERIFY2(ended->outcome, qPrintable(ended->outcome ? QString() : ended->outcome.error().sentence));
        // A look between its being offered and its being used sees it as not used yet.
        QTRY_VERIFY(models.state()->machines.contains("A") && models.state()->machines.at("A").present);
        const StoredModels found = models.state()->machines.at("A");
        QCOMPARE(found.present->version, *ended->outcome);
        QCOMPARE(found.present->rows, 2'000);
        QVERIFY(!found.previous && !found.trained);
    }

    void shouldCancelWhatTakesLongAndChangeNothing()
    {
        const Stored stored(many);
        composition::LocalModels models(stored.settings, rigctl(), m_clock);
        QVERIFY(models.train("A", {}));
        QTRY_VERIFY_WITH_TIMEOUT(models.state()->running && models.state()->running->step == Step::learning,
                                 60'000);
        QVERIFY(!childrenOf(QCoreApplication::applicationPid()).isEmpty());
        models.cancel();
        QVERIFY(models.state()->running->ending);
        // It heard it, and was not killed for not hearing.
        QTRY_VERIFY_WITH_TIMEOUT(!models.state()->running, 4'000);
        QCOMPARE(models.state()->ended->outcome.error().kind, ErrorKind::cancelled);
        QVERIFY(childrenOf(QCoreApplication::applicationPid()).isEmpty());
        QVERIFY(models.train("A", 1h)); // another one may begin
    }

    void shouldPassOnWhyThereIsNoModel()
    {
        const Stored stored(50);
        composition::LocalModels models(stored.settings, rigctl(), m_clock);
        const auto why = [&](const std::string &machine) {
            if (!models.train(machine, 24h) || !waitUntil(
                                                   [&] {
                                                       QCoreApplication::processEvents();
                                                       return !models.state()->running;
                                                   },
                                                   30s))
                return u"it does not end"_s;
            const auto ended = models.state()->ended;
            return ended->outcome ? u"it was made"_s : ended->outcome.error().sentence;
        };
        QVERIFY2(why("A").contains(u"at least 100 readings"_s), qPrintable(why("A")));
        QVERIFY2(why("Z").contains(u"no machine 'Z'"_s), qPrintable(why("Z")));
    }

    void shouldSayThatTheProgramIsNotThere()
    {
        const Stored stored(1);
        composition::LocalModels models(stored.settings, u"/nowhere/rigctl"_s, m_clock);
        QVERIFY(models.train("A", 24h));
        QTRY_VERIFY(!models.state()->running);
        const Error error = models.state()->ended->outcome.error();
        QVERIFY2(error.sentence.contains(u"/nowhere/rigctl cannot be started"_s), qPrintable(error.sentence));
    }

    void shouldShowNoSecretOnTheCommandLineOfTheChild()
    {
        Stored stored(1);
        const SilentServer server;
        stored.settings.database.url = server.url();
        composition::LocalModels models(stored.settings, rigctl(), m_clock);
        QVERIFY(models.train("A", 24h));
        QByteArray line;
        const auto started = [&] {
            QFile file(u"/proc/%1/cmdline"_s.arg(
                QString::fromLatin1(childrenOf(QCoreApplication::applicationPid()))));
            line = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
            return line.contains("--progress");
        };
        QTRY_VERIFY(started());
        QVERIFY2(!line.contains("secret") && !line.contains("127.0.0.1"), line.constData());
    }

    /// Also while it has nothing to say: a pipe that nobody reads ends only who writes.
    void shouldEndWithItsParentHoweverThatEnds()
    {
        const SilentServer server;
        const QTemporaryDir folder;
        QProcess parent;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"DATABASE_URL"_s, QString::fromStdString(server.url()));
        environment.insert(u"RIG_DATA_DIR"_s, folder.filePath(u"data"_s));
        parent.setProcessEnvironment(environment);
        parent.start(QCoreApplication::applicationFilePath(), {u"--train"_s});
        QVERIFY(parent.waitForStarted());
        QTRY_VERIFY(!childrenOf(parent.processId()).isEmpty());
        const QByteArray child = childrenOf(parent.processId());
        QTest::qWait(1'000);
        QVERIFY(runs(child));
        parent.kill();
        QVERIFY(parent.waitForFinished());
        QTRY_VERIFY(!runs(child));
    }

private:
    composition::SystemClock m_clock;
};

std::unique_ptr<QObject> makeLocalModelsTest()
{
    return std::make_unique<LocalModelsTest>();
}

#include "localmodels_test.moc"
