#include "composition/core/node.h"

#include <QCoreApplication>

namespace rig::composition {

using namespace Qt::Literals::StringLiterals;

Result<std::unique_ptr<Node>> Node::start(const settings::Settings &settings, const Clock &clock,
                                          CrashPoint &crashPoint)
{
    auto database = databaseOf(settings);
    if (!database)
        return tl::unexpected(database.error());
    if (settings.bus.servers.empty())
        return failure(
            ErrorKind::badConfiguration,
            QCoreApplication::translate("rig::composition::Node",
                                        "No broker is configured. Set KAFKA_BROKER_URL to host:port, in "
                                        "the environment or in a .env file."),
            u"KAFKA_BROKER_URL"_s);
    auto directory = settings::DataDirectory::open(settings.dataDirectory);
    if (!directory)
        return tl::unexpected(directory.error());
    auto lock = directory->lockRole("keep");
    if (!lock)
        return tl::unexpected(lock.error());
    auto keep = std::make_unique<Keep>(settings, *database, directory->installation(), std::move(*lock),
                                       clock, crashPoint);
    return std::unique_ptr<Node>(new Node(std::move(keep)));
}

} // namespace rig::composition
