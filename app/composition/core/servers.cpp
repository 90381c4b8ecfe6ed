#include "composition/core/servers.h"

#include "bus/admin.h"
#include "settings/settingdescription.h"

#include <QCoreApplication>

namespace rig::composition {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Say
{
    Q_DECLARE_TR_FUNCTIONS(rig::composition::Servers)
};

/// Why nobody offers what is missing.
QString whyNoOffer(const ServerChoice &choice)
{
    if (choice.offerTrouble)
        return choice.offerTrouble->sentence;
    return choice.offer ? Say::tr("The rig-alpha that runs (process %1) has none of its own to offer.")
                              .arg(choice.offer->process)
                        : Say::tr("No rig-alpha runs that offers one.");
}

QString because(const settings::Settings &settings, std::string_view key)
{
    return Say::tr("because %1 names it").arg(settings::nameOf(settings, key));
}

} // namespace

QString ServerChoice::whyBroker() const
{
    if (settings.bus.servers.empty())
        return {};
    return brokerOffered
               ? Say::tr("because no broker is configured and a running rig-alpha (process %1) offers it")
                     .arg(offer->process)
               : because(settings, "bus.servers");
}

QString ServerChoice::whyDatabase() const
{
    if (settings.database.url.empty())
        return {};
    return databaseOffered
               ? Say::tr("because no database is configured and a running rig-alpha (process %1) offers it")
                     .arg(offer->process)
               : because(settings, "database.url");
}

QStringList ServerChoice::notices() const
{
    if (!brokerOffered)
        return {};
    return {Say::tr("The in-process broker is for trying things: it forgets everything when rig-alpha ends, "
                    "keeps about 5 MB of each partition, and lets in everybody on this computer. Real plants "
                    "take a real broker.")};
}

std::optional<StreamId> ServerChoice::inProcess() const
{
    return brokerOffered ? std::optional(StreamId{offer->cluster, settings.bus.topic}) : std::nullopt;
}

Done ServerChoice::requireBroker() const
{
    if (brokerOffered && settings.bus.topic != offer->topic)
        return failure(ErrorKind::badConfiguration,
                       Say::tr("The in-process broker of the running rig-alpha (process %1) has the topic %2 "
                               "and takes no other, so %3 cannot be used there. Change %4, or set "
                               "KAFKA_BROKER_URL to a broker that takes it.")
                           .arg(offer->process)
                           .arg(QString::fromStdString(offer->topic),
                                QString::fromStdString(settings.bus.topic),
                                settings::nameOf(settings, "bus.topic")),
                       settings::nameOf(settings, "bus.topic"));
    if (!settings.bus.servers.empty())
        return {};
    return failure(ErrorKind::badConfiguration,
                   Say::tr("No broker is configured. %1 Start rig-alpha, or set KAFKA_BROKER_URL to "
                           "host:port, in the environment or in a .env file.")
                       .arg(whyNoOffer(*this)),
                   u"KAFKA_BROKER_URL"_s);
}

Result<Database> ServerChoice::database() const
{
    if (!settings.database.url.empty())
        return databaseOffered ? privateDatabaseOf(settings.database) : databaseOf(settings);
    return failure(ErrorKind::badConfiguration,
                   Say::tr("No database is configured. %1 Start rig-alpha, or set DATABASE_URL, for example "
                           "postgresql://rig@db.example/rig, in the environment or in a .env file.")
                       .arg(whyNoOffer(*this)),
                   u"DATABASE_URL"_s);
}

Result<Servers> ServerChoice::servers() const
{
    return requireBroker().and_then([this] { return database(); }).map([this](Database database) {
        return Servers{std::move(database), settings.bus, inProcess(),
                       brokerOffered ? std::optional(offer->process) : std::nullopt};
    });
}

ServerChoice chooseServers(const settings::Settings &settings)
{
    ServerChoice choice;
    choice.settings = settings;
    const bool broker = settings.bus.servers.empty();
    const bool database = settings.database.url.empty();
    if (!broker && !database)
        return choice;
    const auto folder = local::ServersFile::usualFolder(std::filesystem::absolute(settings.dataDirectory));
    auto offer = local::ServersFile(folder).read();
    if (!offer) {
        choice.offerTrouble = offer.error();
        return choice;
    }
    choice.offer = std::move(*offer);
    choice.brokerOffered = broker && choice.offer && !choice.offer->broker.empty();
    choice.databaseOffered = database && choice.offer && !choice.offer->database.url.empty();
    if (choice.brokerOffered) {
        choice.settings.bus.servers = choice.offer->broker;
        choice.settings.bus.names.servers = Say::tr("the offer of process %1").arg(choice.offer->process);
        // It has one topic, so who asked for none means that.
        if (settings::nameOf(settings, "bus.topic") == u"KAFKA_TOPIC"_s)
            choice.settings.bus.topic = choice.offer->topic;
    }
    if (choice.databaseOffered)
        choice.settings.database = choice.offer->database;
    return choice;
}

Result<StreamId> identify(const settings::BusSettings &bus, const std::optional<StreamId> &inProcess,
                          milliseconds patience)
{
    if (inProcess)
        return StreamId{inProcess->cluster, bus.topic};
    return bus::identify(bus, patience);
}

} // namespace rig::composition
