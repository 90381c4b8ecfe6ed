#pragma once

#include "domain/ports/keptreadings.h"
#include "storage/session.h"

namespace rig::storage {

/// From rig.reading; an hour at a time, so that memory is bounded. Owns its connection.
class MachineReadings : public KeptReadings
{
public:
    MachineReadings(settings::DatabaseAddress address, WaitCheck interrupted);

    Done read(std::int32_t machine, Instant from, Instant to,
              const std::function<bool(const Reading &)> &take) override;
    Result<bool> has(std::int32_t machine, Instant from, Instant to) override;

private:
    Session m_session;
};

} // namespace rig::storage
