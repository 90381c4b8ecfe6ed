#pragma once

#include "domain/ports/plantsource.h"
#include "storage/session.h"

namespace rig::storage {

/// The plant's rows. Owns its connection; lives on one thread.
class PlantTables : public PlantSource
{
public:
    PlantTables(settings::DatabaseAddress address, WaitCheck interrupted);

    Result<std::int64_t> revision() override;
    /// All tables of one revision, however many programs change them meanwhile.
    Result<PlantPtr> load() override;
    /// The same with everything that was in maintenance since then: for what learns from the past.
    Result<PlantPtr> loadMaintainedSince(Instant since);

    using Change = std::function<Result<PlantDefinition>(const PlantDefinition &present)>;

    /// Lets `change` make the next definition from the present one and stores it as the next revision;
    /// nothing moves where it comes out equal. Machines without a number get one.
    Result<PlantPtr> alter(const Change &change);

private:
    Result<PlantPtr> load(const std::optional<Instant> &maintainedSince);

    Session m_session;
};

} // namespace rig::storage
