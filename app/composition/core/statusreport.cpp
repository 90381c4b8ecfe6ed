#include "composition/core/statusreport.h"

#include "bus/admin.h"
#include "settings/settingdescription.h"

#include <QCoreApplication>

namespace rig::composition {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Say
{
    Q_DECLARE_TR_FUNCTIONS(rig::composition::StatusReport)
};

QString shown(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

QString because(const settings::Settings &settings, std::string_view key)
{
    return Say::tr("because %1 names it").arg(settings::nameOf(settings, key));
}

/// Where nothing is configured, the servers that servers.json tells of would be found here.
ServerInUse brokerInUse(const settings::Settings &settings)
{
    ServerInUse broker;
    broker.label = shown(settings.bus.servers);
    broker.why = because(settings, "bus.servers");
    if (settings.bus.servers.empty()) {
        broker.why.clear();
        broker.trouble = Error{ErrorKind::badConfiguration,
                               Say::tr("No broker is configured. Set KAFKA_BROKER_URL to host:port."),
                               u"KAFKA_BROKER_URL"_s};
        return broker;
    }
    const auto stream = bus::identify(settings.bus, 5s);
    broker.there = stream.has_value();
    if (!stream)
        broker.trouble = stream.error();
    return broker;
}

class Questions
{
public:
    explicit Questions(const settings::Settings &settings) : m_settings(settings) {}

    StatusReport ask()
    {
        m_report.topic = shown(m_settings.bus.topic);
        m_report.broker = brokerInUse(m_settings);
        const auto database = databaseOf(m_settings);
        if (!database) {
            m_report.database.trouble = database.error();
            return std::move(m_report);
        }
        m_report.database.label = database->app.label();
        m_report.database.why = because(m_settings, "database.url");
        m_report.workingRole = shown(database->app.user);
        m_report.owningRole = shown(database->owner.user);
        m_report.notices = database->app.notices + database->owner.notices;
        m_report.notices.removeDuplicates();
        if (Done asked = askDatabase(*database); !asked)
            m_report.database.trouble = asked.error();
        return std::move(m_report);
    }

private:
    Done askDatabase(const Database &database)
    {
        const auto connection = storage::Connection::open(database.app);
        if (!connection)
            return tl::unexpected(connection.error());
        m_report.database.there = true;
        const auto schema = storage::schemaState(**connection);
        if (!schema)
            return tl::unexpected(schema.error());
        m_report.schemaVersion = schema->version;
        if (Done current = storage::requireCurrentSchema(**connection); !current)
            return current;
        auto facts = storage::readFacts(**connection);
        if (!facts)
            return tl::unexpected(facts.error());
        m_report.store = std::move(*facts);
        if (m_report.broker.there)
            askOffsets(**connection);
        return {};
    }

    void askOffsets(storage::Connection &connection)
    {
        auto offsets = readOffsets(m_settings.bus, connection);
        if (offsets)
            m_report.offsets = std::move(*offsets);
        else
            m_report.offsetsTrouble = offsets.error();
    }

    const settings::Settings &m_settings;
    StatusReport m_report;
};

} // namespace

StatusReport reportStatus(const settings::Settings &settings)
{
    return Questions(settings).ask();
}

} // namespace rig::composition
