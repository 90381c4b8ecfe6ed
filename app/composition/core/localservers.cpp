#include "composition/core/localservers.h"

#include "bus/inprocessbroker.h"
#include "composition/core/commanding.h"
#include "composition/core/demoplant.h"
#include "composition/core/privatedatabase.h"
#include "local/privatepostgres.h"
#include "local/serversfile.h"
#include "pipeline/backoff.h"
#include "storage/planttables.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <unistd.h>

namespace rig::composition {

namespace {

Q_LOGGING_CATEGORY(log, "rig.servers")

/// How soon it is noticed that the private PostgreSQL has stopped.
constexpr std::chrono::seconds lookInterval{5};

} // namespace

class LocalServers::Work
{
public:
    Work(LocalServers &servers, settings::Settings settings, const settings::DataDirectory &directory,
         std::stop_token stop)
        : m_servers(servers),
          m_settings(std::move(settings)),
          m_stop(std::move(stop)),
          m_postgres(directory, [this] { return m_stop.stop_requested(); }),
          m_file(local::ServersFile::usualFolder(directory.path()))
    {
    }

    ~Work()
    {
        m_file.remove();
        // Also where a start failed midway: we may count as its user, and it may run.
        if (Done left = m_postgres.leave(); !left)
            qCWarning(log, "%s", qUtf8Printable(left.error().sentence));
    }

    Work(const Work &) = delete;
    Work &operator=(const Work &) = delete;

    void run()
    {
        while (find()) {
            if (tell())
                watch();
            startOver();
        }
    }

private:
    template <class Find> bool persist(const Find &find, std::optional<Error> &trouble)
    {
        pipeline::Backoff backoff;
        while (true) {
            const Done found = find();
            const QString before = trouble ? trouble->sentence : QString();
            trouble = found ? std::nullopt : std::optional(found.error());
            if (trouble && trouble->sentence != before)
                qCWarning(log, "%s", qUtf8Printable(trouble->sentence));
            publish();
            if (found)
                return true;
            if (!m_servers.m_retry.sleep(m_stop, backoff.next()))
                return false;
        }
    }

    /// False when a stop is asked for.
    bool find()
    {
        return !m_stop.stop_requested() && persist([this] { return findBroker(); }, m_status.brokerTrouble) &&
               persist([this] { return findDatabase(); }, m_status.databaseTrouble);
    }

    void startOver()
    {
        m_broker.reset();
        m_usesOurPostgres = false;
        Status next;
        next.generation = m_status.generation + 1;
        m_status = std::move(next);
        publish();
    }

    /// The private servers of another program of this user that lives.
    std::optional<local::RunningServers> offer() const
    {
        auto running = m_file.read();
        if (!running) {
            qCWarning(log, "%s", qUtf8Printable(running.error().sentence));
            return {};
        }
        return *running && (*running)->process != ::getpid() ? std::move(*running) : std::nullopt;
    }

    Done findBroker()
    {
        m_status.bus = m_settings.bus;
        if (!m_settings.bus.servers.empty())
            return {};
        if (const auto others = offer(); others && !others->broker.empty()) {
            if (others->topic != m_settings.bus.topic)
                return failure(ErrorKind::badConfiguration,
                               QCoreApplication::translate(
                                   "rig::composition::LocalServers",
                                   "Process %1 runs the in-process broker already, and its only topic is %2. "
                                   "Set KAFKA_TOPIC to that, or end that process.")
                                   .arg(others->process)
                                   .arg(QString::fromStdString(others->topic)),
                               QStringLiteral("KAFKA_TOPIC"));
            m_status.bus->servers = others->broker;
            m_status.inProcess = StreamId{others->cluster, m_settings.bus.topic};
            m_status.brokerOf = others->process;
            return {};
        }
        auto broker = bus::InProcessBroker::start(m_settings.bus.topic, m_settings.bus.partitions);
        if (!broker) {
            m_status.bus.reset();
            return tl::unexpected(broker.error());
        }
        m_broker = std::move(*broker);
        m_status.bus->servers = m_broker->servers();
        m_status.inProcess = m_broker->stream();
        return {};
    }

    Done findDatabase()
    {
        if (!m_settings.database.url.empty())
            return databaseOf(m_settings).map([this](Database database) {
                m_status.database = std::move(database);
            });
        // Of our own data directory we are one more user, so that it stays when the other program ends.
        if (const auto others = offer();
            others && !others->database.url.empty() && others->database.url != m_postgres.urls().url)
            return privateDatabaseOf(others->database).map([&](Database database) {
                m_status.database = std::move(database);
                m_status.databaseOf = others->process;
            });
        ++m_status.databaseTries;
        const auto started = m_postgres.start();
        if (!started)
            return tl::unexpected(started.error());
        sayWhatBecameOf(*started);
        m_usesOurPostgres = true;
        auto database = privateDatabaseOf(m_postgres.urls());
        if (!database)
            return tl::unexpected(database.error());
        // It is ours alone, so its schema follows the program's without anybody asking for it.
        if (auto migrated = migrateDatabase(*database, storage::Foreign::refuse); !migrated)
            return tl::unexpected(migrated.error());
        if (Done filled = fillPlant(*database); !filled)
            return filled;
        m_status.database = std::move(*database);
        return {};
    }

    /// Nobody is told of a broker whose program does not keep: it would be used, and nothing stored.
    bool keeps() const { return m_settings.role != "watch"; }

    /// Tells others of what we run. False where another program has meanwhile told of a broker that takes the
    /// place of ours.
    bool tell()
    {
        if (!keeps() || m_status.brokerOf || m_status.databaseOf || (!m_broker && !m_usesOurPostgres))
            return true;
        local::RunningServers running;
        if (m_broker) {
            running.broker = m_broker->servers();
            running.cluster = m_broker->stream().cluster;
            running.topic = m_broker->stream().topic;
        }
        if (m_usesOurPostgres)
            running.database = m_postgres.urls();
        const Done written = m_file.write(running);
        if (written)
            return true;
        const auto others = written.error().kind == ErrorKind::conflict ? offer() : std::nullopt;
        if (others && m_broker && !others->broker.empty())
            return false;
        qCWarning(log, "%s", qUtf8Printable(written.error().sentence));
        return true;
    }

    /// As long as these servers are the right ones.
    void watch()
    {
        auto lookedAt = std::chrono::steady_clock::now();
        while (pipeline::sleepUnlessStopped(m_stop, std::chrono::seconds{1})) {
            if (m_status.brokerOf || m_status.databaseOf) {
                const auto others = offer();
                const auto goneOn = [&](const std::optional<std::int64_t> &process) {
                    return process && (!others || others->process != *process);
                };
                if (goneOn(m_status.brokerOf) || goneOn(m_status.databaseOf))
                    return;
            } else if (m_broker && !keeps()) {
                if (const auto others = offer(); others && !others->broker.empty())
                    return;
            }
            if (m_usesOurPostgres && std::chrono::steady_clock::now() - lookedAt >= lookInterval) {
                bringBack();
                lookedAt = std::chrono::steady_clock::now();
            }
        }
    }

    void bringBack()
    {
        using Phase = local::PrivatePostgresState::Phase;
        const Phase phase = m_postgres.look().phase;
        if (phase == Phase::running || phase == Phase::starting)
            return;
        qCWarning(log, "The private PostgreSQL has stopped; starting it again.");
        ++m_status.databaseTries;
        const auto started = m_postgres.start();
        if (!started && !m_stop.stop_requested())
            qCWarning(log, "%s", qUtf8Printable(started.error().sentence));
        m_status.databaseTrouble = started ? std::nullopt : std::optional(started.error());
        publish();
    }

    void publish() { m_servers.m_status.set(m_status); }

    static Done fillPlant(const Database &database)
    {
        auto plant = storage::PlantTables(database.app, {}).load();
        if (!plant)
            return tl::unexpected(plant.error());
        if (!(*plant)->empty())
            return {};
        return demoPlant()
            .and_then([&](PlantDefinition demo) {
                return execute(database,
                               {"rig-alpha", Actor::Role::admin, "first start of the private database"},
                               ImportPlant{std::move(demo), Absent::stay});
            })
            .map([](const QString &) {});
    }

    LocalServers &m_servers;
    settings::Settings m_settings;
    std::stop_token m_stop;
    local::PrivatePostgres m_postgres;
    local::ServersFile m_file;
    std::unique_ptr<bus::InProcessBroker> m_broker;
    bool m_usesOurPostgres = false;
    Status m_status;
};

std::optional<Servers> LocalServers::Status::servers() const
{
    if (!bus || !database)
        return {};
    return Servers{*database, *bus, inProcess, brokerOf};
}

LocalServers::LocalServers(const settings::Settings &settings, const settings::DataDirectory &directory)
    : m_thread("servers", [this, settings, &directory](const std::stop_token &stop) {
          Work(*this, settings, directory, stop).run();
      })
{
}

} // namespace rig::composition
