#pragma once

#include "domain/ports/healtharchive.h"
#include "storage/session.h"

namespace rig::storage {

/// Health in rig.health, outlooks in rig.outlook.
class HealthTables : public HealthArchive
{
public:
    HealthTables(settings::DatabaseAddress address, WaitCheck interrupted);

    Result<HealthCourse> health(const HealthQuestion &question) override;
    Result<std::vector<Outlook>> outlooks() override;

private:
    Session m_session;
};

} // namespace rig::storage
