#pragma once

#include "domain/reading.h"
#include "storage/session.h"

namespace rig::storage {

/// The stored readings of a machine, as they were: for what learns from them. Owns its connection; lives on
/// one thread; a call waits for the database.
class MachineReadings
{
public:
    MachineReadings(settings::DatabaseAddress address, WaitCheck interrupted);

    /// Gives each reading from `from` to before `to`, the oldest first, until `take` says false; as record
    /// time counts the source time, which is what is stored. Of days that have a partition: what lies outside
    /// has an impossible time. An hour at a time, so that memory is bounded.
    Done read(std::int32_t machine, Instant from, Instant to,
              const std::function<bool(const Reading &)> &take);

private:
    Session m_session;
};

} // namespace rig::storage
