#include "composition/core/node.h"

#include <QCoreApplication>

namespace rig::composition {

using namespace Qt::Literals::StringLiterals;

namespace {

ReaderStatus notRunning()
{
    ReaderStatus status;
    status.phase = ReaderStatus::Phase::stopped;
    return status;
}

} // namespace

Result<std::unique_ptr<Node>> Node::start(const settings::Settings &settings,
                                          const settings::DataDirectory &directory, Readers readers,
                                          const Clock &clock, CrashPoint &crashPoint)
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
    std::unique_ptr<Node> node(new Node);
    if (readers.keep) {
        auto lock = directory.lockRole("keep");
        if (!lock)
            return tl::unexpected(lock.error());
        node->m_keep = std::make_unique<Keep>(settings, *database, directory.installation(), std::move(*lock),
                                              clock, crashPoint);
    }
    if (readers.judge) {
        auto lock = directory.lockRole("judge");
        if (!lock)
            return tl::unexpected(lock.error());
        node->m_judge =
            std::make_unique<Judge>(settings, *database, directory, std::move(*lock), clock, crashPoint);
    }
    return node;
}

ReaderStatus Node::keepStatus() const
{
    return m_keep ? m_keep->status() : notRunning();
}

ReaderStatus Node::judgeStatus() const
{
    return m_judge ? m_judge->status() : notRunning();
}

} // namespace rig::composition
