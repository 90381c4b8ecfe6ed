#include "composition/core/servers.h"

#include <QCoreApplication>

namespace rig::composition {

using namespace Qt::Literals::StringLiterals;

Result<Servers> configuredServers(const settings::Settings &settings)
{
    auto database = databaseOf(settings);
    if (!database)
        return tl::unexpected(database.error());
    if (settings.bus.servers.empty())
        return failure(
            ErrorKind::badConfiguration,
            QCoreApplication::translate("rig::composition::Servers",
                                        "No broker is configured. Set KAFKA_BROKER_URL to host:port, in "
                                        "the environment or in a .env file."),
            u"KAFKA_BROKER_URL"_s);
    return Servers{std::move(*database), settings.bus, {}};
}

} // namespace rig::composition
