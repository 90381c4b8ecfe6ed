#pragma once

#include "domain/ports/healthupkeep.h"
#include "storage/session.h"

namespace rig::storage {

/// Minutes from rig.rollup_1min; health, lives and outlooks into rig.health, rig.life and rig.outlook. Owns
/// its connection; lives on one thread.
class HealthUpkeepTables : public HealthUpkeep
{
public:
    HealthUpkeepTables(settings::DatabaseAddress address, WaitCheck interrupted);

    Result<std::map<std::int32_t, Instant>> toldUpTo() override;
    Result<std::vector<Rollup>> minutes(std::int32_t machine, Instant from, std::size_t most) override;
    Result<bool> store(const Outlook &outlook, std::optional<Instant> before,
                       std::span<const HealthPoint> points) override;
    Result<bool> dropExpired() override;

private:
    Session m_session;
};

} // namespace rig::storage
