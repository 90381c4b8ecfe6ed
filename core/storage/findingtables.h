#pragma once

#include "domain/ports/findingarchive.h"
#include "storage/session.h"

namespace rig::storage {

/// What detection found, from rig.finding and what stands beside it. Each answer is one round trip or two.
/// Owns its connection; lives on one thread.
class FindingTables : public FindingArchive
{
public:
    FindingTables(settings::DatabaseAddress address, WaitCheck interrupted);

    Result<FindingsView> findings(const FindingsQuestion &question) override;
    Result<FindingDetails> finding(std::int64_t id) override;

    /// Those of a machine that people have marked and that ended, or stand, after `since`, the oldest first.
    Result<std::vector<StoredFinding>> marked(std::int32_t machine, Instant since);

private:
    Result<std::vector<StoredFinding>> earlierThan(Connection &connection, const StoredFinding &one);

    Session m_session;
};

} // namespace rig::storage
