#include "composition/core/node.h"

#include "ml/lifetrends.h"
#include "storage/healthupkeeptables.h"
#include "storage/historyupkeeptables.h"
#include "storage/planttables.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <thread>

namespace rig::composition {

namespace {

Q_LOGGING_CATEGORY(log, "rig.node")

ReaderStatus notRunning()
{
    ReaderStatus status;
    status.phase = ReaderStatus::Phase::stopped;
    return status;
}

pipeline::OpenUpkeepDatabase upkeepDatabase(const Database &database, CrashPoint &crashPoint)
{
    return [database, &crashPoint](const WaitCheck &interrupted) {
        return pipeline::UpkeepDatabase{
            [database, interrupted] { return migrateIfEmpty(database, interrupted); },
            std::make_unique<storage::HistoryUpkeepTables>(database.app, crashPoint, interrupted)};
    };
}

pipeline::OpenOutlookParts outlookParts(const Database &database)
{
    return [database](const WaitCheck &interrupted) {
        auto plants = std::make_unique<storage::PlantTables>(database.app, interrupted);
        const auto load = [tables = plants.get()](Instant since) {
            return tables->loadMaintainedSince(since);
        };
        return pipeline::OutlookParts{
            [database, interrupted] { return migrateIfEmpty(database, interrupted); }, std::move(plants),
            load, std::make_unique<storage::HealthUpkeepTables>(database.app, interrupted),
            [] { return std::make_unique<ml::LifeTrends>(); }};
    };
}

} // namespace

Result<std::unique_ptr<Node>> Node::start(const Servers &servers, const std::string &defaultMachine,
                                          const settings::DataDirectory &directory, Readers readers,
                                          const Clock &clock, CrashPoint &crashPoint)
{
    if (servers.brokerOf)
        return failure(
            ErrorKind::conflict,
            QCoreApplication::translate("rig::composition::Node",
                                        "The in-process broker at %1 belongs to process %2, which keeps and "
                                        "judges what comes to it. There is nothing left to do for another "
                                        "one; to share the work set KAFKA_BROKER_URL to a real broker.")
                .arg(QString::fromStdString(servers.bus.servers), QString::number(*servers.brokerOf)),
            QStringLiteral("KAFKA_BROKER_URL"));
    std::unique_ptr<Node> node(new Node);
    if (readers.keep) {
        auto lock = directory.lockRole("keep");
        if (!lock)
            return tl::unexpected(lock.error());
        node->m_keep = std::make_unique<Keep>(servers, defaultMachine, directory.installation(),
                                              std::move(*lock), clock, crashPoint);
        node->m_upkeep =
            std::make_unique<pipeline::UpkeepWorker>(upkeepDatabase(servers.database, crashPoint), clock);
    }
    if (readers.judge) {
        auto lock = directory.lockRole("judge");
        if (!lock)
            return tl::unexpected(lock.error());
        node->m_judge = std::make_unique<Judge>(servers, defaultMachine, directory, std::move(*lock),
                                                readers.scores, clock, crashPoint);
        node->m_outlook = std::make_unique<pipeline::OutlookWorker>(outlookParts(servers.database), clock);
    }
    // Who runs for months without anybody asking for its status says this in its log.
    QStringList notices = servers.database.app.notices + servers.database.owner.notices;
    notices.removeDuplicates();
    for (const QString &notice : notices)
        qCWarning(log, "%s", qUtf8Printable(notice));
    return node;
}

Node::~Node()
{
    // Side by side: while a server is away each may take most of the 10 s that a stop has.
    const std::jthread judge([this] { m_judge.reset(); });
    const std::jthread upkeep([this] { m_upkeep.reset(); });
    const std::jthread outlook([this] { m_outlook.reset(); });
    m_keep.reset();
}

std::map<std::int32_t, std::int64_t> Node::stored() const
{
    return m_keep ? m_keep->stored() : std::map<std::int32_t, std::int64_t>();
}

ReaderStatus Node::keepStatus() const
{
    return m_keep ? m_keep->status() : notRunning();
}

std::optional<Error> Node::historyTrouble() const
{
    return m_upkeep ? m_upkeep->status()->trouble : std::nullopt;
}

std::optional<Error> Node::outlookTrouble() const
{
    return m_outlook ? m_outlook->status()->trouble : std::nullopt;
}

void Node::retryNow()
{
    if (m_keep)
        m_keep->retryNow();
    if (m_upkeep)
        m_upkeep->retryNow();
    if (m_outlook)
        m_outlook->retryNow();
    if (m_judge)
        m_judge->retryNow();
}

ReaderStatus Node::judgeStatus() const
{
    return m_judge ? m_judge->status() : notRunning();
}

} // namespace rig::composition
