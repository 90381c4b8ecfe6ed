#include "composition/core/node.h"

#include <QCoreApplication>

namespace rig::composition {

using namespace Qt::Literals::StringLiterals;

Result<std::unique_ptr<Node>> Node::start(const settings::Settings &settings,
                                          const settings::DataDirectory &directory, const Clock &clock,
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
    auto keepLock = directory.lockRole("keep");
    if (!keepLock)
        return tl::unexpected(keepLock.error());
    auto judgeLock = directory.lockRole("judge");
    if (!judgeLock)
        return tl::unexpected(judgeLock.error());
    std::unique_ptr<Node> node(new Node);
    node->m_keep = std::make_unique<Keep>(settings, *database, directory.installation(), std::move(*keepLock),
                                          clock, crashPoint);
    node->m_judge =
        std::make_unique<Judge>(settings, *database, directory, std::move(*judgeLock), clock, crashPoint);
    return node;
}

} // namespace rig::composition
