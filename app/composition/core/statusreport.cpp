#include "composition/core/statusreport.h"

#include "bus/admin.h"
#include "composition/core/demo.h"
#include "domain/shown.h"
#include "local/privatepostgres.h"
#include "settings/text.h"

#include <QCoreApplication>

namespace rig::composition {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Say
{
    Q_DECLARE_TR_FUNCTIONS(rig::composition::StatusReport)
};

ServerInUse brokerInUse(const ServerChoice &choice)
{
    ServerInUse broker;
    broker.kind = choice.brokerOffered ? ServerInUse::Kind::inProcess : ServerInUse::Kind::configured;
    broker.label = shown(choice.settings.bus.servers);
    if (choice.brokerOffered)
        broker.label = Say::tr("in-process at %1").arg(broker.label);
    broker.why = choice.whyBroker();
    if (Done there = choice.requireBroker(); !there) {
        broker.trouble = there.error();
        return broker;
    }
    // Only whether it answers: what an in-process broker calls itself is no identity.
    const auto answer = bus::identify(choice.settings.bus, 5s);
    broker.there = answer.has_value();
    if (!answer)
        broker.trouble = answer.error();
    return broker;
}

/// Why somebody's own rig-alpha is not found here: its servers.json is in another folder than ours, because
/// the two have another XDG_RUNTIME_DIR, or is not written yet.
QString notOfferedHere(int process, const settings::DataDirectory &directory)
{
    const local::ServersFile here(local::ServersFile::usualFolder(directory.path()));
    return Say::tr("Process %1 runs on the data directory %2, and so does its private PostgreSQL, but it "
                   "offers nothing in %3, where this XDG_RUNTIME_DIR makes rigctl look. Set XDG_RUNTIME_DIR "
                   "to what that process has, or wait where it is just starting.")
        .arg(QString::number(process), shown(directory.path().native()), shown(here.path().native()));
}

/// What a killed program leaves serves nobody, and nobody sees it. Asked where no private PostgreSQL is
/// offered to us.
QStringList leftRunning(const ServerChoice &choice)
{
    const std::filesystem::path &dataDirectory = choice.settings.dataDirectory;
    // Opening would make one.
    if (!settings::DataDirectory::isAt(dataDirectory))
        return {};
    const auto directory = settings::DataDirectory::open(dataDirectory);
    if (!directory)
        return {};
    const auto state = local::PrivatePostgres(*directory, [] { return false; }).look();
    if (state.process == 0)
        return {};
    if (const auto process = windowOn(*directory)) {
        // Nobody asked for its offer, see chooseServers().
        if (!choice.settings.database.url.empty())
            return {};
        // An offer without a database is of one that works with a configured database: it left this one.
        if (!choice.offer || choice.offer->process != *process)
            return {notOfferedHere(*process, *directory)};
    }
    return {
        Say::tr("The private PostgreSQL in %1 runs (process %2), and no rig-alpha offers it: a killed one "
                "left it, or a window that watches or rigctl uses it. The next start of rig-alpha takes it "
                "over; `rigctl demo stop` ends it where nobody uses it.")
            .arg(shown(directory->path().native()), QString::number(state.process))};
}

class Questions
{
public:
    explicit Questions(const ServerChoice &choice) : m_choice(choice) {}

    StatusReport ask()
    {
        m_report.topic = shown(m_choice.settings.bus.topic);
        m_report.broker = brokerInUse(m_choice);
        m_report.notices = m_choice.notices();
        if (!m_choice.databaseOffered)
            m_report.notices += leftRunning(m_choice);
        const auto database = m_choice.database();
        if (!database) {
            m_report.database.trouble = database.error();
            return std::move(m_report);
        }
        const QString label = database->app.label();
        m_report.database.kind =
            m_choice.databaseOffered ? ServerInUse::Kind::ownPrivate : ServerInUse::Kind::configured;
        m_report.database.label = m_choice.databaseOffered ? Say::tr("private, %1").arg(label) : label;
        m_report.database.why = m_choice.whyDatabase();
        m_report.workingRole = shown(database->app.user);
        m_report.owningRole = shown(database->owner.user);
        m_report.notices += database->app.notices + database->owner.notices;
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
        auto offsets = readOffsets(m_choice.settings.bus, m_choice.inProcess(), connection);
        if (offsets)
            m_report.offsets = std::move(*offsets);
        else
            m_report.offsetsTrouble = offsets.error();
    }

    const ServerChoice &m_choice;
    StatusReport m_report;
};

} // namespace

StatusReport reportStatus(const ServerChoice &choice)
{
    return Questions(choice).ask();
}

} // namespace rig::composition
