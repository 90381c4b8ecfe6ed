#include "ctl/bench/ingestbench.h"

#include "bus/admin.h"
#include "bus/producer.h"
#include "ctl/bench/benchdatabase.h"
#include "ctl/bench/ingestload.h"
#include "ctl/bench/stopwatch.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <thread>

namespace rig::ctl {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::IngestBench", text);
}

tl::unexpected<Error> failed(const QString &what, const QString &why)
{
    return failure(ErrorKind::badConfiguration, tr("%1 failed: %2").arg(what, why.trimmed()));
}

/// In the plant of the load.
constexpr int machines = 100;

/// Runs a program to its end; its standard error is the reason when it fails.
Done run(const QString &program, const QStringList &arguments, const QProcessEnvironment &environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setStandardOutputFile(QProcess::nullDevice());
    process.start(program, arguments);
    if (!process.waitForStarted())
        return failed(program, tr("it cannot be started; install it (Debian: kcat, postgresql-client)"));
    process.waitForFinished(-1);
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return failed(program, QString::fromUtf8(process.readAllStandardError()));
    return {};
}

class Bench
{
public:
    Bench(settings::Settings settings, const PlantDefinition &demo, const IngestBenchOptions &options,
          std::function<void(const QString &)> progress)
        : m_settings(std::move(settings)),
          m_options(options),
          m_progress(std::move(progress)),
          m_load(demo, machines,
                 std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()),
                 options.seed)
    {
        m_settings.bus.topic = "rig-bench-" + std::to_string(QCoreApplication::applicationPid());
        m_environment.insert(u"KAFKA_TOPIC"_s, QString::fromStdString(m_settings.bus.topic));
    }

    ~Bench() { bus::removeTopic(m_settings.bus); }

    Bench(const Bench &) = delete;
    Bench &operator=(const Bench &) = delete;

    Result<IngestFigures> measure()
    {
        if (Done produced = produce(); !produced)
            return tl::unexpected(produced.error());
        for (int round = 0; round < m_options.rounds; ++round) {
            m_progress(tr("Round %1 of %2.").arg(round + 1).arg(m_options.rounds));
            const Done done = consume().and_then([&] { return node(round * 2, true); }).and_then([&] {
                return node(round * 2 + 1, false);
            });
            if (!done)
                return tl::unexpected(done.error());
        }
        return IngestFigures{
            m_consume.figure(tr("kcat, consuming alone")), m_copy.figure(tr("psql \\copy binary, alone")),
            m_keep.figure(tr("rigctl node, keep alone")), m_both.figure(tr("rigctl node, keep and judge"))};
    }

private:
    Done produce()
    {
        m_progress(tr("Writing %1 readings of 50 sensors to topic %2.")
                       .arg(m_options.readings)
                       .arg(QString::fromStdString(m_settings.bus.topic)));
        if (Done made = bus::ensureTopic(m_settings.bus); !made)
            return made;
        auto producer = bus::openSink(m_settings.bus);
        if (!producer)
            return tl::unexpected(producer.error());
        for (int i = 0; i < m_options.readings; ++i) {
            const IngestLoad::Message message = m_load.next();
            if (Done written = (*producer)->write(
                    {m_settings.bus.topic, message.machine, message.payload, Origin::field, {}}, 30s);
                !written)
                return written;
        }
        return (*producer)->flush(60s);
    }

    Done consume()
    {
        m_progress(tr("  kcat consumes."));
        Stopwatch watch(m_options.readings);
        const Done done = run(u"kcat"_s,
                              {u"-b"_s, QString::fromStdString(m_settings.bus.servers), u"-t"_s,
                               QString::fromStdString(m_settings.bus.topic), u"-C"_s, u"-e"_s, u"-q"_s,
                               u"-o"_s, u"beginning"_s},
                              m_environment);
        m_consume.add(watch);
        return done;
    }

    /// A fresh database and a fresh installation each time, so that everything is read from the beginning.
    Done node(int number, bool keepAlone)
    {
        m_progress(keepAlone ? tr("  rigctl node keeps.") : tr("  rigctl node keeps and judges."));
        auto database = BenchDatabase::make(m_settings, m_load.plant(), number);
        if (!database)
            return tl::unexpected(database.error());
        const QTemporaryDir directory;
        QProcessEnvironment environment = m_environment;
        environment.insert(u"DATABASE_URL"_s, QString::fromStdString((*database)->url()));
        environment.insert(u"RIG_DATA_DIR"_s, directory.filePath(u"data"_s));
        QProcess process;
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        Stopwatch watch(m_options.readings);
        process.start(QCoreApplication::applicationFilePath(),
                      keepAlone ? QStringList{u"node"_s, u"--only"_s, u"keep"_s} : QStringList{u"node"_s});
        Done done = waitUntilStored(**database, process, keepAlone);
        (keepAlone ? m_keep : m_both).add(watch);
        process.terminate();
        process.waitForFinished(15'000);
        return done && keepAlone ? copy(**database) : done;
    }

    Done waitUntilStored(BenchDatabase &database, const QProcess &process, bool keepAlone) const
    {
        const auto deadline = std::chrono::steady_clock::now() + 10min;
        while (std::chrono::steady_clock::now() < deadline) {
            std::this_thread::sleep_for(50ms);
            const auto kept = database.stored("keep");
            const auto judged = keepAlone ? kept : database.stored("judge");
            if (!kept || !judged)
                return tl::unexpected((kept ? judged : kept).error());
            if (*kept >= m_options.readings && *judged >= m_options.readings)
                return {};
            if (process.state() == QProcess::NotRunning && process.error() != QProcess::UnknownError)
                break;
        }
        return failed(u"rigctl node"_s, tr("it did not store all readings within 10 minutes"));
    }

    /// The very rows that were kept, into a plain table without any index.
    Done copy(BenchDatabase &database)
    {
        m_progress(tr("  psql copies."));
        const QTemporaryDir directory;
        const QString file = directory.filePath(u"rows"_s);
        const QString url = QString::fromStdString(database.url());
        if (Done written =
                psql(url, u"\\copy (select * from rig.reading) to '%1' with (format binary)"_s.arg(file));
            !written)
            return written;
        if (auto made = database.connection().run("create table rig.copied (like rig.reading)"); !made)
            return tl::unexpected(made.error());
        Stopwatch watch(m_options.readings);
        const Done done = psql(url, u"\\copy rig.copied from '%1' with (format binary)"_s.arg(file));
        m_copy.add(watch);
        return done;
    }

    Done psql(const QString &url, const QString &command) const
    {
        return run(u"psql"_s, {url, u"-X"_s, u"-v"_s, u"ON_ERROR_STOP=1"_s, u"-c"_s, command}, m_environment);
    }

    settings::Settings m_settings;
    IngestBenchOptions m_options;
    std::function<void(const QString &)> m_progress;
    IngestLoad m_load;
    QProcessEnvironment m_environment = QProcessEnvironment::systemEnvironment();
    Measurements m_consume;
    Measurements m_copy;
    Measurements m_keep;
    Measurements m_both;
};

} // namespace

Result<IngestFigures> benchIngest(const settings::Settings &settings, const PlantDefinition &demo,
                                  const IngestBenchOptions &options,
                                  const std::function<void(const QString &)> &progress)
{
    if (options.readings < 10'000 || options.readings > 5'000'000 || options.rounds < 1 ||
        options.rounds > 20)
        return failure(ErrorKind::badConfiguration,
                       tr("The bench takes 10,000 to 5,000,000 readings and 1 to 20 rounds."));
    return Bench(settings, demo, options, progress).measure();
}

} // namespace rig::ctl
