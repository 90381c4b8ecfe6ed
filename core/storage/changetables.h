#pragma once

#include "domain/ports/changes.h"
#include "storage/session.h"

namespace rig::storage {

/// The commands' transactions in PostgreSQL. Owns its connection; lives on one thread.
class ChangeTables : public ChangeStore
{
public:
    ChangeTables(settings::DatabaseAddress address, WaitCheck interrupted);

    Result<std::unique_ptr<Change>> begin() override;

private:
    class OpenChange;

    Session m_session;
};

} // namespace rig::storage
