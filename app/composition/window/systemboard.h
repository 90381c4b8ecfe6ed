#pragma once

#include "composition/core/localservers.h"
#include "composition/core/node.h"
#include "domain/ports/systemsource.h"
#include "pipeline/liveboard.h"
#include "pipeline/showreader.h"
#include "presentation/readingtally.h"

namespace rig::composition {

/// Adds up what all parts say of themselves into the one status that the window shows. GUI thread.
class SystemBoard : public SystemSource
{
public:
    /// What it asks must outlive it.
    SystemBoard(const settings::Settings &settings, LocalServers &servers, const pipeline::LiveBoard &board,
                const pipeline::PlantWatch &plants, const Clock &clock);

    /// Parts that come later; null while they are not there.
    void setShow(const pipeline::ShowReader *show) { m_show = show; }
    /// `elsewhere`: why there is none, where another process keeps and judges.
    void setNode(Node *node, std::optional<Error> elsewhere = {})
    {
        m_node = node;
        m_nodeElsewhere = std::move(elsewhere);
    }

    std::shared_ptr<const SystemStatus> status() const override;
    void retryNow() override;

private:
    /// Counts what one server's absence has been like.
    struct Absence
    {
        std::optional<Instant> since;
    };

    /// Also where another process keeps and judges for us.
    bool watches() const { return m_settings.role == "watch" || m_nodeElsewhere; }
    ServerInUse broker(const LocalServers::Status &servers, Instant now) const;
    ServerInUse database(const LocalServers::Status &servers, Instant now) const;
    static void watchAbsence(ServerInUse &server, Absence &absence, Instant now);
    std::vector<StartStep> steps(const SystemStatus &status) const;
    double rate(std::chrono::nanoseconds now, std::uint64_t arrived) const;

    const settings::Settings &m_settings;
    LocalServers &m_servers;
    const pipeline::LiveBoard &m_board;
    const pipeline::PlantWatch &m_plants;
    const Clock &m_clock;
    const pipeline::ShowReader *m_show = nullptr;
    Node *m_node = nullptr;
    std::optional<Error> m_nodeElsewhere;
    mutable presentation::ReadingTally m_tally;
    mutable Absence m_brokerAbsence;
    mutable Absence m_databaseAbsence;
    /// Readings that had arrived at some instants of the last seconds, for the rate.
    mutable std::vector<std::pair<std::chrono::nanoseconds, std::uint64_t>> m_seen;
};

} // namespace rig::composition
