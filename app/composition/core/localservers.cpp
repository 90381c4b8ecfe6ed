#include "composition/core/localservers.h"

#include "bus/inprocessbroker.h"
#include "composition/core/commanding.h"
#include "composition/core/demoplant.h"
#include "local/privatepostgres.h"
#include "local/serversfile.h"
#include "pipeline/backoff.h"
#include "storage/planttables.h"

#include <QLoggingCategory>

namespace rig::composition {

namespace {
Q_LOGGING_CATEGORY(log, "rig.servers")
}

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
        if (m_status.privateDatabase)
            if (Done left = m_postgres.leave(); !left)
                qCWarning(log, "%s", qUtf8Printable(left.error().sentence));
    }

    Work(const Work &) = delete;
    Work &operator=(const Work &) = delete;

    void run()
    {
        const bool up = persist([this] { return findBroker(); }, m_status.brokerTrouble) &&
                        persist([this] { return findDatabase(); }, m_status.databaseTrouble);
        if (up && (m_broker || m_status.privateDatabase))
            writeFile();
        while (pipeline::sleepUnlessStopped(m_stop, std::chrono::seconds{1})) {
        }
    }

private:
    template <class Find> bool persist(const Find &find, std::optional<Error> &trouble)
    {
        pipeline::Backoff backoff;
        while (true) {
            const Done found = find();
            trouble = found ? std::nullopt : std::optional(found.error());
            if (trouble)
                qCWarning(log, "%s", qUtf8Printable(trouble->sentence));
            m_servers.m_status.set(m_status);
            if (found)
                return true;
            if (!pipeline::sleepUnlessStopped(m_stop, backoff.next()))
                return false;
        }
    }

    Done findBroker()
    {
        m_status.bus = m_settings.bus;
        if (!m_settings.bus.servers.empty())
            return {};
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
        ++m_status.databaseTries;
        if (auto started = m_postgres.start(); !started)
            return tl::unexpected(started.error());
        m_status.privateDatabase = true;
        settings::Settings own = m_settings;
        own.database = m_postgres.urls();
        auto database = databaseOf(own);
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

    void writeFile() const
    {
        local::RunningServers running;
        if (m_broker) {
            running.broker = m_broker->servers();
            running.cluster = m_broker->stream().cluster;
        }
        if (m_status.privateDatabase)
            running.database = m_postgres.urls();
        if (Done written = m_file.write(running); !written)
            qCWarning(log, "%s", qUtf8Printable(written.error().sentence));
    }

    LocalServers &m_servers;
    settings::Settings m_settings;
    std::stop_token m_stop;
    local::PrivatePostgres m_postgres;
    local::ServersFile m_file;
    std::unique_ptr<bus::InProcessBroker> m_broker;
    Status m_status;
};

std::optional<Servers> LocalServers::Status::servers() const
{
    if (!bus || !database)
        return {};
    return Servers{*database, *bus, inProcess};
}

LocalServers::LocalServers(const settings::Settings &settings, const settings::DataDirectory &directory)
    : m_thread("servers", [this, settings, &directory](const std::stop_token &stop) {
          Work(*this, settings, directory, stop).run();
      })
{
}

} // namespace rig::composition
